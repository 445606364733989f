import { type Action, act, expectDone, nextTurn, openTable, seatRow, tableRow, takeSeats, until } from './play.ts'
import { readablePaths } from './readable.ts'
import type { Heard, Player, Visitor } from './visitor.ts'
import type { Watcher } from './watcher.ts'

export type Viewer = { readonly who: Visitor; readonly socket: Watcher | undefined }
export type Party = {
  readonly players: readonly Player[]
  readonly spectator: Player
  readonly viewers: readonly Viewer[]
}
type Kept = { readonly texts: readonly Heard[]; readonly position: number }
/** What everybody heard since the moment before, all of it at or before `position` of the log. */
export type Moment = {
  readonly position: number
  /** So many cards lay on the table. */
  readonly open: number
  readonly heard: readonly {
    readonly viewer: string
    readonly own: readonly string[]
    readonly texts: readonly Heard[]
  }[]
  /** What the database and the log took up meanwhile. */
  readonly kept: readonly Heard[]
}
export type Deal = {
  readonly party: Party
  readonly table: string
  readonly hand: string
  /** The hole cards by player, as each told by the own seat. */
  readonly cards: Readonly<Record<string, readonly string[]>>
  readonly moments: Moment[]
  readonly newlyKept: () => Promise<Kept>
}

const isPlayer = (who: Visitor): who is Player => 'player' in who
const nameOf = (who: Visitor) =>
  isPlayer(who) ? who.name : 'authorization' in who.headers ? 'administrator' : 'stranger'

type Around = Pick<Deal, 'party' | 'table' | 'hand'>

const pathsAround = ({ party, table, hand }: Around) => {
  const players = party.players.map(({ player }) => player)
  const streams = [`table/${table}`, `hand/${hand}`, `hand-flow/${hand}`, `table-flow/${table}`]
  const asked = [
    `/api/streams/hand/${hand}?from=0&to=9`,
    `/api/streams/hand/${hand}/state?asOf=3`,
    `/api/streams/hand/${hand}/state?asOf=position:999999`,
    '/api/timeline?limit=500&domain=hand',
    `/api/timeline?correlationId=${hand}&after=0&limit=500`,
    `/api/processes?process=hand-flow&key=${hand}`,
    '/api/query/ledger?limit=500',
    '/api/query/table?limit=500',
  ]
  const plain = readablePaths({
    tableId: [table],
    handId: [hand],
    projection: ['lobby', 'table', 'seat', 'player', 'ledger', 'hand', 'hands'],
    domain: ['hand', 'table', 'hand-flow', 'table-flow'],
    root: [hand, table],
    stream: streams,
    n: ['1', '4'],
    sequence: ['1', '4'],
    type: ['CardsDealt'],
    name: ['hand-flow'],
    key: [hand],
    ids: [table, hand, ...players],
  })
  // The log of everything holds what was open at other tables: this table's is read, and this hand's.
  const narrowed: Readonly<Record<string, string>> = {
    '/timeline': `/timeline?table=${table}`,
    '/admin/timeline': `/admin/timeline?correlationId=${hand}`,
  }
  return [...plain.map(path => narrowed[path] ?? path), ...asked]
}

/** Whose ids may stand behind a word of an address; behind words that are not here anybody's. */
const idsOf = ({ party, table, hand }: Around) => ({
  hand: [hand],
  'hand-flow': [hand],
  hands: [hand],
  table: [table],
  'table-flow': [table],
  seat: [table],
  player: party.players.map(({ player }) => player),
  lobby: [],
  ledger: [],
  'dead-letters': [],
  operations: [],
})

/** What is read once at the beginning and once at the end: it names nothing of this deal, or one thing as another. */
const isGeneral = (path: string, around: Around) => {
  const kinds: Readonly<Record<string, readonly string[]>> = idsOf(around)
  const ids = [around.table, around.hand, ...around.party.players.map(({ player }) => player)]
  const named = ids.find(id => path.includes(id))
  if (!named) return !path.includes('?')
  const kind = new RegExp(`/([\\w-]+)/${named}`).exec(path)?.[1] ?? ''
  return kinds[kind]?.includes(named) === false
}

type When = 'at a turn' | 'after a deed' | 'at the end'
type Reading = { readonly paths: readonly string[]; readonly dataAlone: boolean }

/** Everything there is to read, as this viewer: a page as it is shown, or, the next time, as its data alone. */
const readAll = async ({ who }: Viewer, { paths, dataAlone }: Reading) => {
  for (const path of paths) {
    if (dataAlone && !path.startsWith('/api/'))
      await who.ask(`${path}${path.includes('?') ? '&' : '?'}_rsc`, { headers: { RSC: '1' } })
    else await who.read(path)
  }
}

/** Commands that are refused, for what the refusals say. None of them may change the hand. */
const provoke = async ({ who }: Viewer, { party, hand, table }: Around) => {
  const own = isPlayer(who) ? who.player : party.players[0]?.player
  const orders = [
    ['PlayerAction', { player: own, action: 'check', decision: 9999 }],
    ['PlayerAction', { player: party.players[1]?.player, action: 'fold', decision: 9999 }],
    ['PlayerAction', { player: own, action: 'bluff', decision: 1 }],
    ['RevealCards', { player: party.players[0]?.player, muck: true, cards: ['Ah'].length }],
    ['DealCommunityCards', { count: 3 }],
    ['StartShowdown', {}],
    ['AwardPot', {}],
  ] as const
  for (const [type, data] of orders) await who.send({ domain: 'hand', root: hand, type }, { data })
  const tried = [
    ['VoidHand', { data: { reason: 'To see' } }],
    ['VoidHand', { data: { reason: 'To see' }, at: 2 }],
    ['PlayerAction', { data: { player: own, action: 'call', decision: 1 } }],
    ['PlayerAction', { data: { player: own, action: 'call', decision: 1 }, cascade: true }],
    ['RevealCards', { data: { player: own, muck: false } }],
  ] as const
  for (const [type, body] of tried) await who.post(`/api/speculate/hand/${hand}/${type}`, body)
  await who.post(`/api/speculate/table/${table}/CloseTable`, { cascade: true })
  await who.post(`/api/facts/hand/${hand}/CardsRevealed`, { data: {}, externalId: 'a' })
  await who.send({ domain: 'table', root: table, type: 'StartHand' }, { data: { hand } })
}

const since = new WeakMap<readonly Heard[], number>()
const fresh = (heard: readonly Heard[]) => {
  const from = since.get(heard) ?? 0
  since.set(heard, heard.length)
  return heard.slice(from)
}

/** By how many turns of one street everything is read a second time. */
const shares = 3

/**
 * What is read now: all of it at the beginning and at the end, all of this deal where a street begins or somebody did
 * more than check or call, and a share of that, another one each time, while nothing but whose turn it is changes.
 */
const pathsAt = async (deal: Deal, when: When) => {
  const all = pathsAround(deal)
  const open = (await tableRow(deal.party.spectator, deal.table))?.hand?.board.length ?? 0
  const isNew = when === 'after a deed' || deal.moments.at(-1)?.open !== open
  const past = deal.moments.length
  if (past === 0 || when === 'at the end') return { open, paths: all }
  const ofDeal = all.filter(path => !isGeneral(path, deal))
  return { open, paths: isNew ? ofDeal : ofDeal.filter((_, index) => index % shares === (past + open) % shares) }
}

/** Lets everybody look and try, and notes what came of it. The log stands still meanwhile, or goes on: both are sound. */
const takeMoment = async (deal: Deal, when: When) => {
  const past = deal.moments.length
  const { open, paths } = await pathsAt(deal, when)
  const reading = { paths, dataAlone: when !== 'at the end' && past % 2 === 1 }
  await Promise.all(
    deal.party.viewers.map(async viewer => {
      await readAll(viewer, reading)
      await provoke(viewer, deal)
    }),
  )
  const heard = deal.party.viewers.map(({ who, socket }) => ({
    viewer: nameOf(who),
    own: isPlayer(who) ? (deal.cards[who.player] ?? []) : [],
    texts: [...fresh(who.heard), ...fresh(socket?.heard ?? [])],
  }))
  const { texts, position } = await deal.newlyKept()
  deal.moments.push({ heard, kept: texts, position, open })
}

type Given = { readonly newlyKept: Deal['newlyKept']; readonly stacks: readonly number[]; readonly reveal?: string }

/** A table of the first player's with everybody around it, up to the first turn of its first hand. */
export const openDeal = async (party: Party, { newlyKept, stacks, reveal = 'shown-only' }: Given): Promise<Deal> => {
  const [host] = party.players as readonly [Player]
  const table = await openTable(host, { reveal })
  for (const { who, socket } of party.viewers) {
    if (!socket) continue
    await socket.watch('lobby', 'all')
    await socket.watch('table', table)
    await socket.watch('seat', table)
    if (isPlayer(who)) await socket.watch('player', who.player)
    for (const { player } of party.players) await socket.watch('player', player)
  }
  await takeSeats(
    table,
    party.players.map((player, n) => ({ player, amount: stacks[n] ?? 1000 })),
  )
  expectDone(await host.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  const { hand } = await nextTurn(party.spectator, table, null)
  expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
  const cards: Record<string, readonly string[]> = {}
  for (const player of party.players) cards[player.player] = (await seatRow(player, table))?.cards ?? []
  return { party, table, hand, cards, moments: [], newlyKept }
}

const turns = 40

/** Plays the hand to its end, with a moment at every turn and one after the last. */
export const playOut = async (deal: Deal, actionOf: (turn: number) => Action, fields: object = {}) => {
  const { party, table, hand } = deal
  let turn = await nextTurn(party.spectator, table, null)
  for (let n = 0; !turn.over && n < turns; n++) {
    const asked = turn
    await takeMoment(deal, n > 0 && actionOf(n - 1) !== 'passive' ? 'after a deed' : 'at a turn')
    const player = party.players.find(one => one.player === asked.player)
    if (!player) throw new Error('a stranger is asked')
    expectDone(await act(player, asked, { action: actionOf(n), fields }))
    turn = await nextTurn(party.spectator, table, { hand, decision: asked.decision })
  }
  await until(async () => (await tableRow(party.spectator, table))?.hand?.awards, 'the award')
  await takeMoment(deal, 'at the end')
}
