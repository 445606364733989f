import type { TableSeat, TableView } from '@/domain/projections/table-view'
import type { Open } from './table-dialogs.tsx'
import type { MenuItem } from './table-header.tsx'
import type { Chair } from './use-chair.ts'

type Given = {
  table: TableView
  own: TableSeat | undefined
  chair: Chair
  setOpen: (open: Open) => void
  onTold: (text: string) => void
  /** Null while no hand was dealt. */
  onReplay: (() => void) | null
}

const copyLink = async ({ onTold }: Pick<Given, 'onTold'>) => {
  try {
    await navigator.clipboard.writeText(location.href)
    onTold('The link to this table is copied.')
  } catch {
    onTold(`The link to this table: ${location.href}`)
  }
}
const ownItems = ({ own, chair, setOpen }: Given): MenuItem[] => {
  if (!own) return []
  const busy = chair.busy !== null
  const out = own.status === 'sitting-out'
  return [
    out
      ? { label: 'I’m back', onPress: chair.sitIn, near: true, off: busy }
      : { label: 'Sit out next hand', onPress: chair.sitOut, near: true, off: busy || own.status === 'leaving' },
    {
      label: 'Add chips',
      onPress: () => setOpen({ kind: 'top-up' }),
      near: true,
      off: busy || chair.room === 0,
      why: 'No room or no chips',
    },
    {
      label: 'Leave seat',
      onPress: () => setOpen({ kind: 'leave' }),
      near: true,
      off: busy || own.status === 'leaving',
    },
  ]
}
/** What can be done with the table besides playing. */
export const tableMenu = (given: Given): MenuItem[] => [
  ...ownItems(given),
  { label: 'Log of this table', onPress: () => given.setOpen({ kind: 'log' }) },
  ...(given.onReplay ? [{ label: 'Replay this hand', onPress: given.onReplay }] : []),
  { label: 'Copy the link to invite', onPress: () => void copyLink(given) },
  { label: 'Keys', onPress: () => given.setOpen({ kind: 'help' }) },
]
