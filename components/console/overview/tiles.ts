import type { OperationRow } from '@/engine/operation'
import type { DueTimeout } from '@/engine/ports'
import type { LetterCount } from '../shell/use-open-letters.ts'

/** What a read came to: a failed one is not an empty one. */
export type Told<T> = { readonly value: T } | { readonly unread: string }

export type Newest = { readonly head: number; readonly pages: readonly { readonly recordedAt: string }[] }
type Consumer = { readonly name: string; readonly lag: number; readonly lagMs: number; readonly paused?: boolean }
export type Consumers = { readonly projections: readonly Consumer[] }
export type Waiting = { readonly timeouts: readonly Pick<DueTimeout, 'process'>[]; readonly stuck: readonly unknown[] }
export type Operations = { readonly rows: readonly OperationRow[] }
export type ReadOverview = {
  readonly newest: Told<Newest>
  readonly letters: Told<LetterCount>
  readonly consumers: Told<Consumers>
  readonly waiting: Told<Waiting>
  readonly operations: Told<Operations>
}

/** `mood` says what to make of the figure; `null` is no figure: it could not be read. */
export type Tile = {
  readonly label: string
  readonly href: string
  readonly figure: string | null
  readonly word: string
  readonly mood: 'well' | 'look' | 'unread'
}

/** Further behind than this, somebody should look. */
const lagMs = 5000
const mostTimeouts = 500
const whole = new Intl.NumberFormat('en-US')
const count = (value: number) => whole.format(value)
const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`

type Figure = Pick<Tile, 'figure' | 'word' | 'mood'>

const tile = <T>(place: Pick<Tile, 'label' | 'href'>, read: Told<T>, figure: (value: T) => Figure): Tile =>
  'unread' in read
    ? { ...place, figure: null, word: `could not be read: ${read.unread}`, mood: 'unread' }
    : { ...place, ...figure(read.value) }

export const openLetters = ({ groups }: LetterCount): number => groups.reduce((sum, group) => sum + group.count, 0)

const ofLetters = (read: LetterCount): Figure => {
  const open = openLetters(read)
  const kinds = read.groups.length
  if (open === 0) return { figure: '0', word: 'nothing is stuck', mood: 'well' }
  return { figure: count(open), word: `of ${kinds} ${kinds === 1 ? 'kind' : 'kinds'}`, mood: 'look' }
}

const ofConsumers = ({ projections }: Consumers): Figure => {
  const [worst] = [...projections].sort((a, b) => b.lagMs - a.lagMs || b.lag - a.lag)
  const paused = projections.filter(one => one.paused).length
  if (!worst) return { figure: '0', word: 'there are none', mood: 'well' }
  const standing = paused > 0 ? ` · ${paused} paused` : ''
  const isFar = worst.lagMs > lagMs || paused > 0
  if (worst.lag === 0) return { figure: '0 s', word: `all at the head${standing}`, mood: isFar ? 'look' : 'well' }
  const word = `${worst.name} · ${count(worst.lag)} events${standing}`
  return { figure: seconds(worst.lagMs), word, mood: isFar ? 'look' : 'well' }
}

const ofWaiting = ({ timeouts, stuck: instances }: Waiting): Figure => {
  const stuck = instances.length
  const waiting = timeouts.length === mostTimeouts ? `${mostTimeouts} or more` : count(timeouts.length)
  if (stuck > 0) return { figure: count(stuck), word: `beside ${waiting} timeouts that wait`, mood: 'look' }
  return { figure: '0', word: `${waiting} ${timeouts.length === 1 ? 'timeout waits' : 'timeouts wait'}`, mood: 'well' }
}

/** Four figures, each the way to what it counts. */
export const tilesOf = ({ newest, letters, consumers, waiting }: ReadOverview): readonly Tile[] => [
  tile({ label: 'Events in the log', href: '/admin/timeline' }, newest, ({ head }) => ({
    figure: count(head),
    word: head === 0 ? 'none yet' : '',
    mood: 'well',
  })),
  tile({ label: 'Dead letters open', href: '/admin/dead-letters' }, letters, ofLetters),
  tile({ label: 'Worst lag', href: '/admin/projections' }, consumers, ofConsumers),
  tile({ label: 'Processes stuck', href: '/admin/processes?status=stuck' }, waiting, ofWaiting),
]

/** One calm line where all is well; nothing where somebody should look, or nobody knows. */
export const calmLine = (tiles: readonly Tile[], consumers: Told<Consumers>): string | undefined => {
  if ('unread' in consumers || tiles.some(({ mood }) => mood !== 'well')) return undefined
  return `All is well: ${consumers.value.projections.length} consumers at work, 0 dead letters.`
}

/** The newest ten; they come by their ids. */
export const recent = ({ rows }: Operations): readonly OperationRow[] =>
  [...rows].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, 10)
