import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { handlerOf } from '@/engine/define'
import { eventOf, type Message, type Page } from '@/engine/message'
import { partsFor } from '@/engine/present'
import { testLog } from '@/engine/testing/envelope'
import type { Card } from '../cards/card.ts'
import type { HandEvent } from '../hand/events.ts'
import { seatView } from '../hand/seat-view.ts'
import { after, initial } from '../hand/state.ts'
import { type Game, game, play } from '../hand/testing/any-hand.ts'
import { hand, setupOf, table } from '../hand/testing/dealer.ts'
import type { PlayerId } from '../ids.ts'
import { tableView } from '../projections/table-view/projector.ts'
import type { TableRow, TableSeat } from '../projections/table-view.ts'
import type { HandHistory, ReplayPage } from './history.ts'
import { knownOf, nothingKnown, withKnown } from './known.ts'
import { type Frame, seatViewAt, tapeOf } from './tape.ts'

vi.setConfig({ testTimeout: 180_000 })

const setting = { name: 'Mild Breeze', host: 'administrator', minBuyIn: 1, maxBuyIn: 9000, capacity: 10 } as const
const created = {
  ...{
    type: 'TableCreated',
    seats: 10,
    variant: 'texas-holdem',
    visibility: 'public',
    rake: null,
    timeBankSeconds: 60,
  },
  ...{ name: setting.name, host: setting.host, minBuyIn: setting.minBuyIn, maxBuyIn: setting.maxBuyIn },
}

const fold = (row: TableRow | undefined, page: Page): TableRow | undefined =>
  handlerOf(tableView.reactions, page.type)?.(row, eventOf(page), page) ?? row

/** The log as the store would hold it: the table, its hand from the committed deck on, hidden parts and all. */
const played = (wanted: Game) => {
  const log = testLog()
  const pages: Page[] = []
  const write = (
    stream: Parameters<typeof log.add>[0],
    { type, ...fields }: Message & { private?: Page['private'] },
  ) => {
    const { private: parts, ...data } = fields
    const { source } = log.add(stream, { type })
    pages.push({ ...source, type, data: data as Page['data'], ...(parts ? { private: parts } : {}) })
  }
  const setup = setupOf(wanted.layout)
  const atTable = (event: object) => write({ domain: 'table', root: table }, event as Message)
  const { blinds, terms } = setup
  atTable({ ...created, blinds, actionSeconds: terms.actionSeconds, reveal: terms.reveal })
  for (const { seat, player, stack } of setup.seats) {
    atTable({ type: 'PlayerSeated', seat, player, stack, kind: 'human', reservation: table })
  }
  play(wanted, events => {
    for (const event of events) {
      if (event.type === 'CardsDealt') atTable({ type: 'HandStarted', hand, ...setup })
      write({ domain: 'hand', root: hand, ext: { domain: 'table', root: table } }, event as Message)
    }
  })
  return { pages, players: setup.seats.map(({ player }) => player) }
}

const historyFor = (pages: readonly Page[], viewer: PlayerId | null): HandHistory => {
  const own = pages
    .filter(({ domain }) => domain === 'hand')
    .map(page => partsFor(page, { audience: viewer ?? undefined }))
  const cards = own.flatMap(({ private: parts }) => (viewer && parts?.[viewer]?.cards) ?? [])
  return {
    ...{
      hand,
      edition: '',
      table,
      number: 1,
      names: {},
      kinds: {},
      viewer,
      viewerSeat: null,
      cards: viewer ? (cards as unknown as Card[]) : null,
    },
    ...{
      setting: { ...setting, visibility: 'public' },
      pages: own.map(({ private: _, ...page }) => page),
      nextSequence: own.length,
      over: true,
    },
    ...{ previous: null, next: null },
  }
}

const ofSeat = ({ connected: _, queued: __, additions: ___, status: ____, ...seat }: TableSeat) => seat
/** Where and when the line that opens the hand was written is the table's to say. */
const linesOf = ({ log, hand: shown }: TableRow) => {
  const from = log.findLastIndex(({ text }) => text === `Hand ${shown?.number}`)
  return log.slice(from).map(({ player, text }) => ({ player, text }))
}
const sightOf = (row: TableRow, seat: unknown) => ({
  seats: row.seats.filter(({ inHand }) => inHand || !row.hand).map(ofSeat),
  hand: row.hand,
  nextDeck: row.nextDeck,
  log: row.hand ? linesOf(row) : [],
  terms: [row.table, row.name, row.variant, row.blinds, row.capacity, row.actionSeconds, row.reveal, row.status],
  seat,
})
const replayed = (frame: Frame, viewer: PlayerId | null) => sightOf(frame.row, seatViewAt(frame, viewer))

/** What was to be seen at each of the hand's events as it came: the fold of the log so far, and of what was presented. */
const liveSights = (pages: readonly Page[], viewers: readonly (PlayerId | null)[]) => {
  let row: TableRow | undefined
  const hands = new Map(viewers.map(viewer => [viewer, initial]))
  return pages.flatMap(page => {
    row = fold(row, page)
    if (page.domain !== 'hand') return []
    const sights = viewers.map(viewer => {
      const event = eventOf(partsFor(page, { audience: viewer ?? undefined })) as unknown as HandEvent
      const state = after(hands.get(viewer) ?? initial, [event])
      hands.set(viewer, state)
      return sightOf(row as TableRow, viewer && seatView(state, viewer))
    })
    return [sights]
  })
}

/** A comparison that costs nothing while all is well: there are hundreds of thousands in a run. */
const expectSame = (one: unknown, other: unknown) => {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other)
}

test('[RP1] for every prefix of 500 random hands the replay is what was seen live, for every viewer', () => {
  let moments = 0
  fc.assert(
    fc.property(game, wanted => {
      const { pages, players } = played(wanted)
      const viewers = [...players, null]
      const sights = liveSights(pages, viewers)
      moments += sights.length * viewers.length
      for (const [n, viewer] of viewers.entries()) {
        const tape = tapeOf(historyFor(pages, viewer))
        for (const [sequence, seen] of sights.entries()) expectSame(replayed(tape.at(sequence), viewer), seen[n])
      }
    }),
    { numRuns: 500, seed: 20_261_125 },
  )
  expect(moments).toBeGreaterThan(50_000)
})

test('[RP1] a hand that is running is replayed as far as it has come, like the same hand once it is over', () =>
  fc.assert(
    fc.property(game, fc.nat({ max: 60 }), (wanted, upTo) => {
      const { pages, players } = played(wanted)
      const [viewer = null] = players
      const whole = historyFor(pages, viewer)
      const running = { ...whole, pages: whole.pages.slice(0, 2 + upTo) }
      const last = running.pages.length - 1
      expectSame(replayed(tapeOf(running).at(last), viewer), replayed(tapeOf(whole).at(last), viewer))
    }),
    { numRuns: 100 },
  ))

test('[RP6] moments may be looked at in any order', () =>
  fc.assert(
    fc.property(game, fc.array(fc.nat({ max: 80 }), { minLength: 5, maxLength: 30 }), (wanted, order) => {
      const { pages, players } = played(wanted)
      const history = historyFor(pages, players[0] ?? null)
      const tape = tapeOf(history)
      for (const sequence of order) expectSame(tape.at(sequence), tapeOf(history).at(sequence))
      expect(tape.at(-1).row.hand).toBeNull()
    }),
    { numRuns: 50 },
  ))

const cardsIn = (value: unknown): ReadonlySet<string> =>
  new Set(JSON.stringify(value ?? null).match(/(?<=")[2-9TJQKA][cdhs](?=")/g))

test('[RP2] what is laid on a moment was presented to the viewer, and never shows another hand', () =>
  fc.assert(
    fc.property(game, wanted => {
      const { pages, players } = played(wanted)
      const dealt = pages.find(({ type }) => type === 'CardsDealt')?.private ?? {}
      for (const viewer of [...players, null]) {
        const history = historyFor(pages, viewer)
        const known = knownOf(history).dealt
        const presented = cardsIn([history.pages, history.cards])
        for (const [player, cards] of Object.entries(known)) {
          expect(cards).toEqual(dealt[player]?.cards)
          expect(cards.every(card => presented.has(card))).toBe(true)
        }
        const open = history.pages.some(({ type }) => type === 'DeckRevealed')
        if (open) expect(Object.keys(known)).toHaveLength(players.length)
        if (viewer) expect(known[viewer]).toEqual(dealt[viewer]?.cards)
      }
    }),
    { numRuns: 100 },
  ))

test('[RP2] nothing known, nothing changed; what is known stands at its seat from the deal on', () =>
  fc.assert(
    fc.property(game, wanted => {
      const { pages, players } = played(wanted)
      const history = historyFor(pages, players[0] ?? null)
      const tape = tapeOf(history)
      const known = knownOf(history)
      for (const { sequence } of history.pages) {
        const frame = tape.at(sequence)
        expectSame(withKnown(frame, nothingKnown), frame)
        for (const seat of withKnown(frame, known).row.seats) {
          const cards = frame.row.hand && seat.inHand ? (known.dealt[seat.player] ?? null) : null
          expectSame(seat.shown, cards)
        }
      }
    }),
    { numRuns: 100 },
  ))

test('[RP2] what is dealt anew later is not in hand before', () =>
  fc.assert(
    fc.property(game, fc.nat({ max: 20 }), (wanted, after) => {
      const { pages, players } = played(wanted)
      const whole = historyFor(pages, players[0] ?? null)
      const kept = whole.pages.slice(0, 2 + after)
      const other = players[1] as PlayerId
      fc.pre(!kept.some(({ type }) => type === 'CardsRevealed' || type === 'DeckRevealed'))
      const next = (type: string, data: Page['data'], n: number) =>
        ({ ...kept.at(-1), type, data, sequence: kept.length + n }) as ReplayPage
      const anew = [
        next('UnseenReshuffled', { keep: [] }, 0),
        next('CardsRevealed', { player: other, cards: ['2c', '2d'] }, 1),
      ]
      const history = { ...whole, pages: [...kept, ...anew] }
      const tape = tapeOf(history)
      const seen = history.pages.map(({ sequence }) =>
        withKnown(tape.at(sequence), knownOf(history)).row.seats.find(({ player }) => player === other),
      )
      expect(seen.slice(0, kept.length).every(seat => (seat?.shown ?? null) === null)).toBe(true)
      expect(seen.slice(kept.length).every(seat => !seat?.inHand || `${seat.shown}` === '2c,2d')).toBe(true)
    }),
    { numRuns: 50 },
  ))
