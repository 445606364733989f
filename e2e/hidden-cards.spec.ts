import { createHash } from 'node:crypto'
import { expect, test } from '@playwright/test'
import postgres from 'postgres'
import { shuffle } from '@/domain/cards/deck'
import { type OwnServer, startServer } from './own-server.ts'
import { cardsIn, secretKeyIn, seedIn } from './testing/card-codes.ts'
import { type Deal, openDeal, type Party, playOut } from './testing/deal.ts'
import type { Action } from './testing/play.ts'
import { readable } from './testing/readable.ts'
import { administrator, guest, type Heard, stranger } from './testing/visitor.ts'
import { watcher } from './testing/watcher.ts'

test.describe.configure({ mode: 'default', timeout: 300_000 })

const token = 'the-administrator-of-this-test-alone'
const env = { RIVERBOOK_HURRY: '1', LOG_LEVEL: 'debug', COMMANDS_PER_SECOND: '1000', ADMIN_TOKEN: token }
let server: OwnServer
let sql: postgres.Sql

test.beforeAll(async () => {
  server = await startServer({ env })
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
})
test.afterAll(async () => {
  await sql?.end()
  await server?.stop()
})

/** Three who play, one who is signed in and looks on, one who is not, and the administrator. */
const gather = async (): Promise<Party> => {
  const players = [await guest(server.base), await guest(server.base), await guest(server.base)] as const
  const spectator = await guest(server.base)
  const others = [spectator, stranger(server.base)]
  return {
    players,
    spectator,
    viewers: [
      ...(await Promise.all([...players, ...others].map(async who => ({ who, socket: await watcher(who) })))),
      { who: administrator(server.base, token), socket: undefined },
    ],
  }
}

type Data = { cards?: string[]; player?: string; commitment?: string; seed?: string; deck?: string[] }
type Stored = { readonly type: string; readonly data: Data; readonly position: number }
const storedOf = async (hand: string): Promise<readonly Stored[]> => {
  const rows = await sql<Stored[]>`select type, data, position from events
    where domain = 'hand' and root = ${hand} order by sequence`
  return rows.map(row => ({ ...row, position: Number(row.position) }))
}

const openers = new Set(['CommunityCardsDealt', 'CardsRevealed', 'DeckRevealed'])
/** The cards that everybody may know once the log has come so far. */
const openAt = (events: readonly Stored[], position: number) =>
  events
    .filter(event => openers.has(event.type) && event.position <= position)
    .flatMap(({ data }) => data.deck ?? data.cards ?? [])

/** Every row of every table but the one of the sealed parts, as text. */
const everyRow = async (): Promise<readonly Heard[]> => {
  const tables = await sql<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_name <> 'private_parts'`
  const rows: Heard[] = []
  for (const { name } of tables) {
    const [schema = '', table = ''] = name.split('.')
    const texts = await sql<{ text: string }[]>`select t::text as text from ${sql(schema)}.${sql(table)} t`
    rows.push(...texts.map(({ text }) => ({ way: `row of ${table}`, text })))
  }
  return rows
}

type Finding = { readonly viewer: string; readonly way: string; readonly what: string }
type Known = {
  readonly viewer: string
  readonly cards: readonly string[]
  /** Of decks that are not open. */
  readonly commitments: readonly string[]
  readonly deckOpen: boolean
}

/** What a text says that its reader must not know. */
const findings = ({ way, text }: Heard, { viewer, cards, commitments, deckOpen }: Known): readonly Finding[] => {
  const strange = [...cardsIn(text)].filter(card => !cards.includes(card))
  const key = deckOpen ? undefined : secretKeyIn(text)
  const seed = seedIn(text, commitments)
  const whats = [...strange, ...(key ? [`key ${key}`] : []), ...(seed ? [`seed ${seed}`] : [])]
  return whats.map(what => ({ viewer, way, what }))
}

const commitmentsOf = async () =>
  (await sql<{ c: string }[]>`select data->>'commitment' as c from events where type = 'DeckCommitted'`).map(
    ({ c }) => c,
  )

/** Lists of everything hold what was open in the hands before: without those, which all have another id. */
const ofThisDeal =
  ({ table, hand }: Deal) =>
  ({ way, text }: Heard): Heard => {
    const others = former.filter(id => id !== table && id !== hand)
    const [headers, ...body] = text.split('\n\n')
    if (!/^GET \/api\/(timeline|hands|query\/\w+)(\?|$)/.test(way)) return { way, text }
    const listed = JSON.parse(body.join('\n\n'))
    const kept = Object.entries(listed).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter(one => !others.some(id => JSON.stringify(one).includes(id))) : value,
    ])
    return { way, text: `${headers}\n\n${JSON.stringify(Object.fromEntries(kept))}` }
  }

/** All that anybody was sent, moment by moment, against what was open by then. */
const leaksOf = async (deal: Deal): Promise<readonly Finding[]> => {
  const events = await storedOf(deal.hand)
  const all = await commitmentsOf()
  return deal.moments.flatMap(({ position, heard, kept }) => {
    const open = openAt(events, position)
    const deckOpen = open.length > 10
    const commitments = deckOpen ? all.filter(one => one !== events[0]?.data.commitment) : all
    const known = (viewer: string, own: readonly string[]) => ({
      viewer,
      cards: [...open, ...own],
      commitments,
      deckOpen,
    })
    const said = heard.flatMap(({ viewer, own, texts }) =>
      texts.map(ofThisDeal(deal)).flatMap(text => findings(text, known(viewer, own))),
    )
    return [...said, ...kept.flatMap(text => findings(text, known('storage', [])))]
  })
}

/** Tables and hands of the tests before: their rows still change, as when those who sat there go. */
const former: string[] = []
const isFormer = ({ text }: Heard) => former.some(table => text.slice(0, 80).includes(table))
let rowsBefore = new Set<string>()
let logBefore = 0
/** What the database and the log hold that they did not hold before. */
const newlyKept = async (): Promise<{ texts: readonly Heard[]; position: number }> => {
  const rows = await everyRow()
  const log = server.log()
  const texts = [
    ...rows.filter(row => !rowsBefore.has(row.text) && !isFormer(row)),
    { way: 'log', text: log.slice(logBefore) },
  ]
  rowsBefore = new Set(rows.map(({ text }) => text))
  logBefore = log.length
  const [counter] = await sql<{ position: string }[]>`select position from counter`
  return { texts, position: Number(counter?.position) }
}

type Course = {
  readonly actions: (turn: number) => Action
  readonly stacks?: readonly number[]
  readonly reveal?: string
  readonly fields?: object
}
const even = [1000, 1000, 1000]

const played = async ({ actions, stacks = even, reveal = 'shown-only', fields = {} }: Course) => {
  const party = await gather()
  const deal = await openDeal(party, { newlyKept, stacks, reveal })
  await playOut(deal, actions, fields)
  for (const { socket } of party.viewers) socket?.close()
  former.push(deal.table, deal.hand)
  return { party, deal, events: await storedOf(deal.hand) }
}
type Played = Awaited<ReturnType<typeof played>>

/** The ways by which each player saw the own cards: had we looked at nothing, nothing could have been found. */
const expectSeen = ({ deal }: Played) => {
  for (const { viewer, own } of deal.moments.at(-1)?.heard ?? []) {
    const texts = deal.moments
      .flatMap(({ heard }) => heard.filter(one => one.viewer === viewer))
      .flatMap(one => one.texts)
    const ways = ['GET /tables/', 'GET /api/query/seat/', 'socket message'].map(way =>
      texts.filter(text => text.way.startsWith(way)),
    )
    if (own.length === 0) continue
    for (const found of ways) expect(found.some(({ text }) => own.every(card => cardsIn(text).has(card)))).toBe(true)
  }
}

const shownIn = ({ events }: Played) => events.filter(({ type }) => type === 'CardsRevealed')

const courses: Readonly<Record<string, Course>> = {
  'to a showdown by checks and calls': { actions: () => 'passive' },
  'to a showdown that the last answer waits for': { actions: () => 'passive', fields: { syncMode: 'CASCADE' } },
  'to a fold before the flop': { actions: () => 'fold' },
  'to a fold on the flop': { actions: turn => (turn < 3 ? 'passive' : turn === 3 ? 'all-in' : 'fold') },
  'to an all-in of three stacks': { actions: turn => (turn === 0 ? 'all-in' : 'passive'), stacks: [400, 700, 1000] },
}

for (const [words, course] of Object.entries(courses)) {
  test(`[SE30] ${words}: nobody is sent, and nothing plain is stored or logged of, a card that is not open`, async () => {
    const hand = await played(course)
    expect(await leaksOf(hand.deal)).toEqual([])
    expectSeen(hand)
    expect(new Set(Object.values(hand.deal.cards).flat()).size).toBe(6)
    for (const { data } of shownIn(hand)) expect(hand.deal.cards[data.player ?? '']).toEqual(data.cards)
  })
}

test('[SE33] every page and every route that can be read is read while a hand is played', () => {
  expect(readable()).toEqual(
    expect.arrayContaining(['/', '/tables/[tableId]', '/api/query/[projection]/[id]', '/api/session']),
  )
})

test('[SE31] at a full table the deck is committed to before the deal, and is the one that was shuffled', async () => {
  const { deal, events } = await played({ actions: turn => (turn === 0 ? 'fold' : 'passive'), reveal: 'full' })
  expect(await leaksOf(deal)).toEqual([])
  const { commitment = '' } = events[0]?.data ?? {}
  const { seed = '', deck = [] } = events.at(-1)?.data ?? {}
  expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['DeckCommitted', 'CardsDealt'])
  expect(events.at(-1)?.type).toBe('DeckRevealed')
  expect(createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')).toBe(commitment)
  expect(deck).toEqual(shuffle(seed))
  expect(new Set(deck).size).toBe(52)
  const hole = Object.values(deal.cards).flat()
  expect([...hole].sort()).toEqual(deck.slice(0, 6).sort())
  const board = events.filter(({ type }) => type === 'CommunityCardsDealt').flatMap(({ data }) => data.cards ?? [])
  expect(board).toEqual([...deck.slice(7, 10), deck[11], deck[13]])
  const told = deal.moments[0]?.heard.flatMap(({ texts }) => texts).filter(({ text }) => text.includes(commitment))
  expect(told?.length).toBeGreaterThan(0)
})
