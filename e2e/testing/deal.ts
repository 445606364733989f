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

/** What is read once at the beginning and once at the end: it names nothing of this deal. */
const isGeneral = (path: string, { party, table, hand }: Around) =>
  ![table, hand, ...party.players.map(({ player }) => player)].some(id => path.includes(id)) && !path.includes('?')

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

/** Lets everybody look and try, and notes what came of it. The log stands still meanwhile, or goes on: both are sound. */
const takeMoment = async (deal: Deal, when: 'at a turn' | 'at the end') => {
  const past = deal.moments.length
  const all = pathsAround(deal)
  const paths = past === 0 || when === 'at the end' ? all : all.filter(path => !isGeneral(path, deal))
  const reading = { paths, dataAlone: when === 'at a turn' && past % 2 === 1 }
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
  deal.moments.push({ heard, kept: texts, position })
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
    await takeMoment(deal, 'at a turn')
    const player = party.players.find(one => one.player === asked.player)
    if (!player) throw new Error('a stranger is asked')
    expectDone(await act(player, asked, { action: actionOf(n), fields }))
    turn = await nextTurn(party.spectator, table, { hand, decision: asked.decision })
  }
  await until(async () => (await tableRow(party.spectator, table))?.hand?.awards, 'the award')
  await takeMoment(deal, 'at the end')
}
