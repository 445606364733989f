import type { Card } from '@/domain/cards/card'
import { Hand } from '@/domain/hand/hand'
import { type HandId, handIdOf, type PlayerId } from '@/domain/ids'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableRow } from '@/domain/projections/table-view'
import type { HandHistory, Setting } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import type { Engine } from '@/engine/engine'
import type { Page } from '@/engine/message'
import { asked, EditionQuery, Root, rootIn } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import type { Queries } from '../instance'
import { nothingHere } from '../operating/failures'
import { bookPage } from './event-book'
import type { Reads } from './reads'
import { mayRead } from './who-may-read'

type Names = (players: readonly PlayerId[]) => Promise<Record<PlayerId, string>>
type Needs = { readonly engine: Engine; readonly names: Names }

/** The one private part that was presented with the deal, where the viewer was dealt in. */
const ownCards = (pages: readonly Page[], viewer: PlayerId | null): readonly Card[] | null => {
  const parts = pages.find(({ type }) => type === 'CardsDealt')?.private
  const cards = viewer ? parts?.[viewer]?.cards : undefined
  return cards === undefined ? null : (cards as readonly Card[])
}
const settingOf = ({ name, host, minBuyIn, maxBuyIn, capacity, visibility }: TableRow): Setting => ({
  ...{ name, host, minBuyIn, maxBuyIn, capacity, visibility },
})

const kindsOf = async (engine: Engine, players: readonly PlayerId[]) => {
  const rows = await Promise.all(players.map(player => engine.row<AccountRow>('player', player)))
  return Object.fromEntries(players.map((player, n) => [player, rows[n]?.row.kind ?? 'human']))
}

/** Hands of main lead to their neighbours at the table; what-ifs stand alone. */
const neighbours = ({ table, hand }: TableRow, number: number, edition: string) => {
  const newest = edition === '' ? (hand?.number ?? number) : number
  const near = (other: number): HandId => handIdOf(table, other)
  return {
    previous: edition === '' && number > 1 ? near(number - 1) : null,
    next: newest > number ? near(number + 1) : null,
  }
}

/** All events of a hand as far as it has come, presented to the caller: what is not dealt yet, or not theirs to read, is not there. */
export const makeHandHistory =
  ({ engine, names }: Needs): Queries['hand'] =>
  async (caller: Caller, hand: string, edition: string): Promise<HandHistory | undefined> => {
    const root = Root.safeParse(hand)
    if (!root.success) return undefined
    const stream = { domain: Hand.domain, root: root.data, edition }
    if (!(await mayRead(engine, caller, stream))) return undefined
    const book = await engine.book(stream, {}, viewerOf(caller))
    const pages = book.pages.map(bookPage)
    const viewer = caller.kind === 'player' ? caller.player : null
    const cards = ownCards(book.pages, viewer)
    const dealt = dealOf({ pages, viewer, cards })
    const stored = dealt && (await engine.row<TableRow>('table', dealt.table))
    if (!stored) return undefined
    const players = dealt.seats.map(({ player }) => player)
    return {
      ...{ hand: dealt.hand, edition, table: dealt.table, number: dealt.number },
      setting: settingOf(stored.row),
      names: await names(players),
      kinds: await kindsOf(engine, players),
      viewer,
      viewerSeat: dealt.seats.find(({ player }) => player === viewer)?.seat ?? null,
      cards,
      pages,
      nextSequence: book.nextSequence,
      over: pages.some(({ type }) => type === 'HandCompleted'),
      ...neighbours(stored.row, dealt.number, edition),
    }
  }

export const makeHandReads = (queries: Pick<Queries, 'hand'>): Pick<Reads, 'hand'> => ({
  hand: async (caller, { query, address }) => {
    const wanted = asked(EditionQuery, query)
    if ('failure' in wanted) return wanted
    const root = rootIn(address.id)
    if ('failure' in root) return root
    const history = await queries.hand(caller, root.value, wanted.value.edition)
    return history ? { value: history } : nothingHere
  },
})
