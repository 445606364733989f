import { Hand } from '@/domain/hand/hand'
import { type HandState, isOver } from '@/domain/hand/state'
import { handIdOf, TableId } from '@/domain/ids'
import type { BranchRow } from '@/domain/projections/branches'
import { nextHandNumber, type Table as Seating } from '@/domain/table/state'
import { Table } from '@/domain/table/table'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import type { Page } from '@/engine/message'
import { type Failed, failed } from '../operating/failures'

/** A command that is only tried, or sent into an edition: it would be dealt from the deck that main plays with. */
export type Asked = {
  readonly domain: string
  readonly root: string
  readonly type: string
  readonly edition: string
  /** Followed by what it leads to. */
  readonly cascade: boolean
  /** At an earlier moment than now. */
  readonly past: boolean
}

/** Turns no card by itself: the street that it may end is dealt by another command, and who calls a hand off turns none. */
const harmless = new Set(['PlayerAction', 'VoidHand'])
const turning = new Set(['CommunityCardsDealt', 'CardsRevealed', 'DeckRevealed', 'PotAwarded'])

const refused = (reason: 'hand-running' | 'cards-hidden', message: string) =>
  failed({ code: 'PERMISSION_DENIED', reason, message })
const running = refused('hand-running', 'This hand is not over: nothing is tried that could turn a hidden card.')
const closed = refused('cards-hidden', 'The cards that were not shown in this hand stay hidden.')

/** Whether every card of a hand that main knows is open to everybody; what main does not know hides nothing of it. */
const secrecyOf = (hand: HandState): Failed | undefined => {
  if (hand.phase === 'unprepared') return undefined
  if (!isOver(hand)) return running
  return hand.setup?.terms.reveal === 'full' ? undefined : closed
}

const secrecyOfHand = async (engine: Engine, root: string) => secrecyOf((await engine.state(Hand, root)).state)

/** Before anything is tried. Strict: whatever is not known to be harmless is refused. */
export const wouldTurnCards = async (engine: Engine, asked: Asked): Promise<Failed | undefined> => {
  const { domain, root, type, edition, cascade, past } = asked
  const branch = await branchIn(engine, edition)
  if (branch && !past) return outsideOf(engine, branch, asked)
  const branches = edition !== '' || cascade || past
  if (domain === 'hand') {
    const secret = await secrecyOfHand(engine, root)
    return branches || !harmless.has(type) ? secret : undefined
  }
  if (domain !== 'table' || !(edition !== '' || cascade)) return undefined
  for (const hand of await handsOf(engine, asked)) {
    const secret = await secrecyOfHand(engine, hand)
    if (secret) return secret
  }
  return undefined
}

const branchIn = async (engine: Engine, edition: string) =>
  edition === '' ? undefined : (await engine.row<BranchRow>('branches', editionRoot(edition)))?.row

const elsewhere = failed({
  code: 'PERMISSION_DENIED',
  reason: 'only-its-hand',
  message: 'In a branch its one hand is played, and nothing else is done.',
})
/** What its owner does there with own hands: answer a turn, show or muck. */
const played = new Set(['PlayerAction', 'RevealCards'])

/** A branch is played with cards that are open to its owner, or with others: never with those that main hides. */
const outsideOf = async (engine: Engine, branch: BranchRow, asked: Asked): Promise<Failed | undefined> => {
  if (asked.domain !== 'hand' || asked.root !== branch.hand || !played.has(asked.type)) return elsewhere
  if (branch.keep === null) return undefined
  return (await engine.state(Hand, branch.hand, branch.edition)).state.dealtAnew ? undefined : closed
}

/** The running hands of a table, on main and in the edition, and the next ones, whose decks may be prepared. */
const handsOf = async (engine: Engine, { root, edition }: Asked): Promise<readonly string[]> => {
  const tables = await Promise.all(['', edition].map(async name => (await engine.state(Table, root, name)).state))
  return [...new Set(tables.flatMap(table => handsAt(root, table)))]
}
const handsAt = (root: string, table: Seating): readonly string[] => [
  ...(table.hand ? [table.hand.hand] : []),
  handIdOf(TableId.parse(root), nextHandNumber(table)),
]

/** After something was tried, whatever it was: no card that main still hides is among what came of it. */
export const turnedCards = async (engine: Engine, pages: readonly Page[]): Promise<Failed | undefined> => {
  const turned = pages.filter(({ domain, type }) => domain === 'hand' && turning.has(type))
  for (const root of new Set(turned.map(page => page.root))) {
    const secret = await secrecyOfHand(engine, root)
    if (secret) return secret
  }
  return undefined
}
