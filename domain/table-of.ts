// Which table an event is about: its own stream, or the one that a hand names in `ext`.
import type { Envelope } from '@/engine/message'
import { TableId } from './ids.ts'

/** Undefined for a hand that was played at no table of the house, such as an imported one. */
export const tableOf = ({ domain, root, ext }: Pick<Envelope, 'domain' | 'root' | 'ext'>): TableId | undefined =>
  domain === 'table' ? TableId.parse(root) : parentTable(ext)

const parentTable = (ext: Envelope['ext']): TableId | undefined =>
  typeof ext === 'object' && ext !== null && 'root' in ext && ext.domain === 'table'
    ? TableId.parse(ext.root)
    : undefined
