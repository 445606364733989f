import type { Answer } from '@/domain/branch/commands'
import type { Card } from '@/domain/cards/card'
import type { Chips } from '@/domain/chips'
import type { HandEvent } from '@/domain/hand/events'
import { placesOfSeat, placesSeen } from '@/domain/hand/rules/redeal'
import { after, type HandState, initial, isOver, seatOf } from '@/domain/hand/state'
import type { HandId, PlayerId } from '@/domain/ids'
import type { BranchRow } from '@/domain/projections/branches'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import { eventOf, type Page } from '@/engine/message'
import { type Caller, viewerOf } from '../callers/callers'
import { failed, invalid, nothingHere, type Result } from '../operating/failures'
import { mayRead } from '../reading/who-may-read'

/** A decision of a hand that is over on main, as whoever asks may see it now. */
export type Spot = {
  readonly hand: HandId
  /** The branch whose history it lies in; undefined on main. */
  readonly parent: BranchRow | undefined
  readonly at: number
  readonly player: PlayerId
  readonly decision: number
  /** The hand at that moment, and of its cards the player's own, where they are known by now. */
  readonly before: HandState
  /** Of the turn on main where every line through this spot leaves it. */
  readonly position: number
  /** What whoever asks had seen of the deck when the hand was over on main; null: all of it. */
  readonly keep: readonly number[] | null
  /** What was played behind main before this decision. */
  readonly replayed: readonly Answer[]
  /** Chips that the player was dealt in with. */
  readonly start: Chips
}

export type Place = { readonly hand: HandId; readonly edition: string; readonly at: number }

const running = failed({
  code: 'PERMISSION_DENIED',
  reason: 'hand-running',
  message: 'This hand is not over: what could have been is asked afterwards.',
})
const noDecision = failed({
  code: 'FAILED_PRECONDITION',
  reason: 'not-a-decision',
  message: 'Nobody was asked anything there: name the event that gave somebody the turn.',
})
const notYours = failed({
  code: 'PERMISSION_DENIED',
  reason: 'not-your-decision',
  message: 'Only your own decisions can be answered differently.',
})

export const findSpot = async (engine: Engine, caller: Caller, place: Place): Promise<Result<Spot>> => {
  const stream = { domain: 'hand', root: place.hand, edition: '' }
  if (!(await mayRead(engine, caller, { ...stream, edition: place.edition }))) return nothingHere
  const main = await engine.presented(stream, viewerOf(caller))
  const ended = foldOf(main)
  if (main.length === 0) return nothingHere
  if (!isOver(ended)) return running
  const line = await lineOf(engine, caller, place)
  if ('failure' in line) return line
  const { parent, pages } = line.value ?? { parent: undefined, pages: main }
  const turn = turnIn(pages, place.at)
  if (!turn) return noDecision
  if (caller.kind !== 'administrator' && !(caller.kind === 'player' && caller.player === turn.player)) return notYours
  return {
    value: {
      hand: place.hand,
      parent,
      at: place.at,
      ...turn,
      before: holding(foldOf(pages.slice(0, place.at + 1)), turn.player, pages),
      position: parent?.position ?? turn.position,
      keep: parent ? parent.keep : placesKept(caller, main, ended),
      replayed: parent ? answersIn(pages.slice(0, place.at + 1), parent.edition) : [],
      start: seatOf(ended, turn.player)?.start ?? 0,
    },
  }
}

/** The branch and its history, where the place lies behind main; undefined where it is one of main. */
const lineOf = async (
  engine: Engine,
  caller: Caller,
  { hand, edition, at }: Place,
): Promise<Result<{ readonly parent: BranchRow; readonly pages: readonly Page[] } | undefined>> => {
  if (edition === '') return { value: undefined }
  const parent = (await engine.row<BranchRow>('branches', editionRoot(edition)))?.row
  if (parent?.hand !== hand) return invalid({ edition: 'This edition is no branch of this hand.' })
  const pages = await engine.presented({ domain: 'hand', root: hand, edition }, viewerOf(caller))
  const isMains = at < pages.findIndex(page => page.edition === edition)
  return { value: isMains ? undefined : { parent, pages } }
}

const eventIn = (page: Page) => eventOf(page) as unknown as HandEvent
export const foldOf = (pages: readonly Page[]): HandState => after(initial, pages.map(eventIn))

const turnIn = (pages: readonly Page[], at: number) => {
  const page = pages[at]
  const event = page && eventIn(page)
  if (event?.type !== 'TurnAssigned') return undefined
  return { player: event.player, decision: event.decision, position: page?.position ?? 0 }
}

/** To others than the player these cards may have become known later: shown, or with the whole deck. */
const holding = (before: HandState, player: PlayerId, pages: readonly Page[]): HandState => {
  const deck = pages.map(eventIn).find(event => event.type === 'DeckRevealed')?.deck
  const own = seatOf(before, player)
  const ended = seatOf(foldOf(pages), player)?.cards ?? null
  const cards = own && deck ? placesOfSeat(before, own).map(place => deck[place] as Card) : ended
  return { ...before, seats: before.seats.map(seat => (seat === own ? { ...seat, cards } : seat)) }
}

/** A revealed deck is everybody's; an audited look at it counts for administrators who were not dealt in. */
const placesKept = (caller: Caller, main: readonly Page[], ended: HandState): readonly number[] | null => {
  const had = (type: HandEvent['type']) => main.some(page => page.type === type)
  return had('DeckRevealed') ||
    (caller.kind === 'administrator' && had('AdminSecretViewed') && !isDealtIn(caller, ended))
    ? null
    : placesSeen(ended)
}

/** A browser may be signed in both ways: as the administrator, and as somebody who played. */
const isDealtIn = (caller: Caller, hand: HandState): boolean =>
  caller.kind === 'administrator' && caller.player !== undefined && seatOf(hand, caller.player) !== undefined

/** What was answered behind main, in order, each to its turn. */
const answersIn = (pages: readonly Page[], edition: string): readonly Answer[] => {
  let decision = 0
  return pages.flatMap((page): readonly Answer[] => {
    const event = eventIn(page)
    if (event.type === 'TurnAssigned') decision = event.decision
    if (event.type !== 'ActionTaken' || page.edition !== edition) return []
    const { player, action, streetTotal } = event
    const amount = action === 'bet' || action === 'raise' ? { amount: streetTotal } : {}
    return [{ player, decision, action, ...amount }]
  })
}
