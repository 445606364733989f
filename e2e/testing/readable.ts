import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../server/start/serve.mjs'

/** What stands for each part of an address that is left open, by its name; else for all others the ids at hand. */
export type Fillings = Readonly<Record<string, readonly string[]>> & { readonly ids: readonly string[] }

const app = join(checkout, 'app')
const isReadable = (file: string) =>
  /(^|\/)page\.tsx$/.test(file) ||
  (/(^|\/)route\.tsx?$/.test(file) &&
    /export (const|async function|function) GET\b/.test(readFileSync(join(app, file), 'utf8')))

/** Every page and every route that answers a GET, as its folders spell it: `/tables/[tableId]`. */
export const readable = (): readonly string[] =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => isReadable(file) && !file.startsWith('gallery/'))
    .map(file => `/${file.replace(/\/?[^/]+$/, '')}`.replace(/\/\([^)]+\)/g, '') || '/')

const open = /\[+(?:\.\.\.)?(\w+)\]+/

/** The address with everything filled in, in every way. */
const filled = (address: string, fillings: Fillings): readonly string[] => {
  const [part, name = ''] = open.exec(address) ?? []
  if (!part) return [address]
  return (fillings[name] ?? fillings.ids).flatMap(value => filled(address.replace(part, value), fillings))
}

export const readablePaths = (fillings: Fillings): readonly string[] =>
  readable().flatMap(address => filled(address, fillings))
