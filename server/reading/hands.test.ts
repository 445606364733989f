import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Hand } from '@/domain/hand/hand'
import type { TableRow } from '@/domain/projections/table-view'
import type { Caller } from '../callers/callers.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

type Player = Awaited<ReturnType<Desk['register']>>
let desk: Desk
let [ann, bob, cat]: Player[] = []
let [open, closed]: { table: string; hands: string[] }[] = []

/** Two hands that end with a fold; the second runs as soon as the first is over. */
const played = async (players: readonly Player[], given: Parameters<typeof dealt>[2]) => {
  const { table, hand: first } = await dealt(desk, players, given)
  const hands = [first as string]
  while (hands.length < 3) {
    const hand = (await desk.engine.row<TableRow>('table', table))?.row.hand
    const who = players.find(({ player }) => player === hand?.turn?.player)
    if (hand && !hands.includes(hand.hand)) hands.push(hand.hand)
    else if (hand?.turn && who) {
      const data = { player: who.player, decision: hand.turn.decision, action: 'fold' }
      valueIn(await desk.send(who, `hand/${hand.hand}/PlayerAction`, { data, syncMode: 'CASCADE' }))
    }
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return { table, hands }
}

beforeAll(async () => {
  desk = await openDesk()
  ;[ann, bob, cat] = [await desk.register('Annabel'), await desk.register('Bobby'), await desk.register('Cat')]
  open = await played([ann, bob] as Player[], { name: 'Open air' })
  closed = await played([bob, cat] as Player[], { name: 'Back office', visibility: 'private' })
})
afterAll(() => desk.engine.stop())

const page = async (caller: Caller | undefined, query = '') =>
  valueIn(await desk.queries.hands(caller as Caller, new URLSearchParams(query)))
const found = async (caller: Caller | undefined, query = '') => (await page(caller, query)).hands.map(one => one.hand)
const newestFirst = (one: typeof open) => [...(one?.hands ?? [])].reverse()

test('[QS70] hands are listed newest first, with names and results, and the running one as what is known of it', async () => {
  const { hands, names, next } = await page(ann, 'scope=mine')
  expect(hands.map(({ hand }) => hand)).toEqual(newestFirst(open))
  expect(hands.map(({ over }) => over)).toEqual([false, true, true])
  expect(hands[0]).toMatchObject({ tableName: 'Open air', visibility: 'public', number: 3 })
  expect(names).toEqual({ [ann?.player ?? '']: 'Annabel', [bob?.player ?? '']: 'Bobby' })
  expect(hands[2]?.players.reduce((total, { result }) => total + (result ?? Number.NaN), 0)).toBe(0)
  expect(next).toBeNull()
})

test('[QS70] hands are found by table, player, number, id, pot, time, and by the names of tables and players', async () => {
  const all = newestFirst(open)
  const [, second, first] = all as [string, string, string]
  expect(await found(nobody, `table=${open?.table}`)).toEqual(all)
  expect(await found(nobody, `player=${bob?.player}`)).toEqual(all)
  expect(await found(nobody, `player=${cat?.player}`)).toEqual([])
  expect(await found(nobody, 'q=%232')).toEqual([second])
  expect(await found(nobody, `q=${first.slice(0, 8).toUpperCase()}`)).toEqual([first])
  expect(await found(nobody, 'q=open')).toEqual(all)
  expect(await found(nobody, 'q=annab')).toEqual(all)
  expect(await found(nobody, 'q=nobody at all')).toEqual([])
  expect(await found(nobody, 'minPot=10')).toEqual(all.slice(1))
  expect(await found(nobody, 'minPot=11')).toEqual([])
  expect(await found(nobody, 'minPot=5000')).toEqual([])
  const { startedAt = '' } = (await page(nobody)).hands[1] ?? {}
  expect(await found(nobody, `from=${startedAt}&to=${startedAt}`)).toEqual([second])
  expect(await found(nobody, 'to=2020-01-01T00:00:00Z')).toEqual([])
})

test('[QS70] the pages of a list meet, whatever their size', async () => {
  for (const limit of [1, 2, 3]) {
    const all: string[] = []
    let cursor: string | null = ''
    do {
      const query: string = `scope=mine&limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
      const one = await page(bob, query)
      all.push(...one.hands.map(({ hand }) => hand as string))
      cursor = one.next
    } while (cursor)
    expect(all).toEqual([...newestFirst(closed), ...newestFirst(open)])
  }
})

test('[QS71] hands of a private table are listed to who was dealt in, to its host, to administrators, and to nobody else', async () => {
  const hidden = newestFirst(closed)
  for (const query of [
    '',
    `table=${closed?.table}`,
    `player=${cat?.player}`,
    'q=office',
    `q=${hidden[0]?.slice(0, 8)}`,
  ])
    for (const caller of [nobody, ann])
      expect((await found(caller, query)).filter(hand => hidden.includes(hand))).toEqual([])
  expect(await found(cat, 'scope=mine')).toEqual(hidden)
  expect(await found(cat, `table=${closed?.table}`)).toEqual([])
  expect(await found(bob, `table=${closed?.table}`)).toEqual(hidden)
  expect(await found(administrator, `table=${closed?.table}`)).toEqual(hidden)
  expect(await found(administrator, 'scope=mine')).toEqual([])
  expect(failureIn(await desk.queries.hands(nobody, new URLSearchParams('scope=mine'))).code).toBe('UNAUTHENTICATED')
})

test.each([
  ['scope=all', 'scope'],
  ['player=ann', 'player'],
  ['table=1', 'table'],
  ['from=yesterday', 'from'],
  ['to=2026-13-01T00:00:00Z', 'to'],
  ['minPot=-1', 'minPot'],
  ['cursor=abc', 'cursor'],
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  [`q=${'x'.repeat(101)}`, 'q'],
  ['sort=pot', 'sort'],
])('[QS72] asked for with %s a list of hands is refused by the name of the field', async (query, field) => {
  const failure = failureIn(await desk.queries.hands(ann as Caller, new URLSearchParams(query)))
  expect([failure.code, Object.keys(failure.fields ?? {})]).toEqual(['INVALID_ARGUMENT', [field]])
})

const cardsIn = (text: string) => new Set(text.match(/\b[2-9TJQKA][cdhs]\b/g))
const exported = async (caller: Caller | undefined, format: string, id = open?.hands[0] ?? '') =>
  valueIn(await desk.queries.handFile(caller as Caller, { id, query: new URLSearchParams({ format }) }))

test.each(['jsonl', 'text'])(
  '[QS73] a hand taken away as %s holds the cards of its reader and of no other seat',
  async format => {
    const id = open?.hands[0] ?? ''
    const { seats } = (await desk.engine.state(Hand, id)).state
    const cardsOf = (who: Player | undefined) =>
      new Set(seats.find(({ player }) => player === who?.player)?.cards as readonly string[])
    expect(cardsOf(ann).size).toBe(2)
    expect(cardsIn((await exported(ann, format)).text)).toEqual(cardsOf(ann))
    expect(cardsIn((await exported(bob, format)).text)).toEqual(cardsOf(bob))
    for (const caller of [nobody, cat, administrator])
      expect(cardsIn((await exported(caller, format)).text).size).toBe(0)
  },
)

test('[QS73] a hand is taken away as one event a line, or as people tell it, under a name of its own', async () => {
  const id = open?.hands[0] ?? ''
  const lines = await exported(ann, 'jsonl')
  const events = lines.text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { type: string; sequence: number })
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, n) => n))
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['DeckCommitted', 'CardsDealt', 'HandCompleted']),
  )
  expect(lines.text).toContain('"own":{"cards":[')
  expect(lines.text).not.toContain('"private"')
  expect(lines.name).toBe(`riverbook-${id}.jsonl`)
  const { text, name } = await exported(ann, 'text')
  expect(name).toBe(`riverbook-${id}.txt`)
  expect(text).toMatch(/^Riverbook, Open air, hand 1\nno-limit hold’em, blinds 5\/10\n/)
  expect(text).toMatch(/(Annabel|Bobby) folds\n/)
  expect(text).toMatch(/(Annabel|Bobby) wins 10\n/)
})

test('[QS73] what is no hand, or no format, is nothing to take away', async () => {
  const asked = (id: string, format = 'text') =>
    desk.queries.handFile(nobody, { id, query: new URLSearchParams({ format }) })
  expect(failureIn(await asked(randomUUID())).code).toBe('NOT_FOUND')
  expect(failureIn(await asked('nothing')).code).toBe('NOT_FOUND')
  expect(failureIn(await asked(open?.hands[0] ?? '', 'pdf')).fields).toHaveProperty('format')
})

test('[QS74] the statement tells every movement of one’s own chips with the balance after it, page by page', async () => {
  const pages = async (limit: number) => {
    const lines = []
    let cursor: string | null = null
    do {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) })
      const one = valueIn(await desk.queries.statement(bob as Caller, query))
      lines.push(...one.lines)
      cursor = one.next
    } while (cursor !== null)
    return lines
  }
  const all = await pages(50)
  expect(all.map(({ kind, amount, available, bankroll }) => [kind, amount, available, bankroll])).toEqual([
    ['buy-in', -1000, 8000, 10_000],
    ['buy-in', -1000, 9000, 10_000],
    ['deposit', 10_000, 10_000, 10_000],
  ])
  expect(await pages(1)).toEqual(all)
  const { tables } = valueIn(await desk.queries.statement(bob as Caller, new URLSearchParams()))
  expect(Object.values(tables).sort()).toEqual(['Back office', 'Open air'])
  expect(failureIn(await desk.queries.statement(nobody, new URLSearchParams())).code).toBe('UNAUTHENTICATED')
  expect(failureIn(await desk.queries.statement(ann as Caller, new URLSearchParams('cursor=x'))).fields).toHaveProperty(
    'cursor',
  )
})

test('[QS75] the statistics are those of the caller’s finished hands', async () => {
  const of = async (who: Player | undefined) => valueIn(await desk.queries.statistics(who as Caller))
  const [anns, cats, bobs] = [await of(ann), await of(cat), await of(bob)]
  expect([anns.hands, cats.hands, bobs.hands]).toEqual([2, 2, 4])
  expect(anns.result + bobs.result + cats.result).toBe(0)
  expect(failureIn(await desk.queries.statistics(administrator)).code).toBe('UNAUTHENTICATED')
})
