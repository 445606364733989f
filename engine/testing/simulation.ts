// One seed: a bank with several callers and processes under faults; then the faults end, and everything has to be right.
import { canonical, sha256Hex } from '../canonical.ts'
import { type Domain, type Elapsed, processManager, projector, saga, send } from '../define.ts'
import { type Engine, startEngine } from '../engine.ts'
import { manualClock } from '../memory/clock.ts'
import { memoryPorts } from '../memory/ports.ts'
import { type Message, millisecondsOf, type Of, type Page } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { verifyLog } from '../verify.ts'
import { Account, type BankEvent } from './bank.ts'
import { type Dice, diceOf, type Life, ratesOf, simulated } from './simulated-ports.ts'

type Reminder =
  | { readonly step: 'idle' | 'done' }
  | { readonly step: 'waiting'; readonly account: string; readonly due: number }
  | { readonly step: 'nudging'; readonly account: string }
/** Soon after its first deposit an account is nudged, once. */
const reminder = processManager<Of<BankEvent, 'Deposited' | 'Nudged'> | Elapsed<'soon'>, Reminder>(
  'reminder',
  [Account],
  {
    correlate: (_, { root }) => root,
    initial: { step: 'idle' },
    evolve: {
      Deposited: (state, _, { root, recordedAt }) =>
        state.step === 'idle' ? { step: 'waiting', account: root, due: millisecondsOf(recordedAt) + 200 } : state,
      'soon elapsed': state => (state.step === 'waiting' ? { step: 'nudging', account: state.account } : state),
      Nudged: () => ({ step: 'done' }),
    },
    owed: {
      idle: () => [],
      waiting: ({ due }) => [{ timeout: 'soon', dueAt: due }],
      nudging: ({ account }) => [{ ...send(Account, account, { type: 'Nudge' }), label: 'nudge' }],
      done: () => [],
    },
    expected: [],
  },
)

export const transfers = saga('transfers', Account, {
  TransferSent: ({ amount, to }) => [send(Account, to, { type: 'Deposit', amount })],
})
type Balance = { readonly balance: number }
const moved = (row: Balance | undefined, by: number): Balance => ({ balance: (row?.balance ?? 0) + by })
const balances = projector<BankEvent, Balance>(
  { name: 'balances', version: 1, sources: [Account] },
  {
    Deposited: (row, { amount }) => moved(row, amount),
    Withdrawn: (row, { amount }) => moved(row, -amount),
    TransferSent: (row, { amount }) => moved(row, -amount),
    TransferReturned: (row, { amount }) => moved(row, amount),
  },
)
export const simulatedBank: Domain = {
  aggregates: [Account],
  sagas: [transfers],
  processManagers: [reminder],
  projectors: [balances],
}

/** What a test breaks: each says which rule of the engine is no longer there. */
export type Planted = {
  readonly domain?: Domain
  /** Of one process: between its faults and what is kept. */
  readonly change?: (ports: Ports) => Ports
  /** A process ended that had read so far. */
  readonly ended?: (kept: Ports, read: number) => void
}
type Order = Message & { readonly [field: string]: unknown }
/** How a caller saw an order: between which positions of the log it was answered, and how. */
type Asked = {
  readonly id: string
  readonly root: string
  readonly message: Order
  readonly from: number
  readonly to: number
  /** Undefined: nobody knows. */
  readonly status: 'accepted' | 'rejected' | undefined
}
export type Told = { readonly wrong: readonly string[]; readonly trace: string; readonly lives: number }

const start = 1_790_000_000_000
const accounts = ['ann', 'bob', 'cid'].map(name => derivedId('simulated', name))
/** Nobody opens it: what is sent there comes back. */
const nowhere = derivedId('simulated', 'nowhere')
const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))

type World = {
  readonly dice: Dice
  readonly clock: ReturnType<typeof manualClock>
  readonly kept: Ports
  readonly begin: () => Promise<void>
  readonly engines: () => readonly Engine[]
  readonly lives: Life[]
  readonly heal: () => void
}

const worldOf = (seed: number, { domain = simulatedBank, change = ports => ports, ended }: Planted): World => {
  const dice = diceOf(seed)
  const rates = ratesOf(dice)
  const clock = manualClock(start, yieldTurn)
  const kept = memoryPorts({ clock })
  const lives: Life[] = []
  const running = new Map<Life, Engine>()
  let healed = false
  const begin = async () => {
    let read = 0
    const reading: Ports = {
      ...kept,
      events: {
        ...kept.events,
        readAll: async (after, limit) => {
          const pages = await kept.events.readAll(after, limit)
          read = Math.max(read, pages.at(-1)?.position ?? 0)
          return pages
        },
        append: async wanted => {
          const appended = await kept.events.append(wanted)
          if (appended.status === 'ok') read = Math.max(read, appended.firstPosition + wanted.pages.length - 1)
          return appended
        },
      },
    }
    const life = simulated(change(reading), { dice, rates, clock, ended: () => ended?.(kept, read) })
    if (healed) life.heal()
    lives.push(life)
    const engine = await Promise.race([startEngine(life.ports, domain).catch(() => undefined), untilOver(clock, life)])
    if (engine && !life.isOver()) running.set(life, engine)
    else life.end()
  }
  return {
    dice,
    clock,
    kept,
    begin,
    lives,
    engines: () => [...running].filter(([life]) => !life.isOver()).map(([, engine]) => engine),
    heal: () => {
      healed = true
      for (const life of lives) life.heal()
    },
  }
}

const untilOver = (clock: World['clock'], life: Life): Promise<undefined> =>
  new Promise(resolve => {
    const look = () => (life.isOver() ? resolve(undefined) : void clock.after(20, look))
    look()
  })

const orderOf = (dice: Dice): { readonly root: string; readonly message: Order } => {
  const root = accounts[dice.below(3)] ?? ''
  const amount = 1 + dice.below(40)
  const roll = dice.below(10)
  if (roll < 3) return { root, message: { type: 'Deposit', amount } }
  if (roll < 6) return { root, message: { type: 'Withdraw', amount } }
  const to = roll === 9 ? nowhere : (accounts[dice.below(3)] ?? '')
  return { root, message: { type: 'Transfer', amount, to } }
}

/** Under one id until it is answered, as a caller does; who is never answered knows nothing. */
const ask = async (world: World, order: ReturnType<typeof orderOf>, id: string): Promise<Asked> => {
  const cover = { domain: 'account', root: order.root, edition: '', correlationId: '', ext: null }
  const from = await world.kept.events.lastPosition()
  const tries = 1 + world.dice.below(4)
  let status: Asked['status']
  for (let attempt = 0; attempt < tries && !status; attempt++) {
    const engines = world.engines()
    const engine = engines[world.dice.below(engines.length)]
    const late = new Promise<undefined>(resolve => void world.clock.after(400, () => resolve(undefined)))
    const sent = engine?.execute({ cover, message: order.message, commandId: id, actor: 'ann' }).catch(() => undefined)
    const answer = await Promise.race([sent ?? late, late])
    status = answer?.status
  }
  return { id, ...order, from, to: await world.kept.events.lastPosition(), status }
}

/** Lets time pass, and another process begin where one has ended. */
const live = async (world: World, milliseconds: number, processes: number) => {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    while (world.lives.filter(life => !life.isOver()).length < processes) void world.begin()
    await world.clock.advance(100)
  }
}

/** A minute at most (trust.md §2.2): a lease of a process that has ended lapses, what is due happens, all is handled. */
const rest = async (world: World, processes: number) => {
  for (let passed = 0; passed < 60_000; passed += 500) {
    await live(world, 500, processes)
    if (await isAtRest(world)) return
  }
}

const isAtRest = async ({ kept, engines }: World): Promise<boolean> => {
  const last = await kept.events.lastPosition()
  const waiting = await kept.timeouts.list({ limit: 1 })
  const behind = engines().some(engine => engine.status().some(({ position }) => position < last))
  return waiting.length === 0 && !behind
}

export const simulate = async (seed: number, planted: Planted = {}): Promise<Told> => {
  const world = worldOf(seed, planted)
  const processes = 1 + (seed % 2)
  await live(world, 200, processes)
  const asked: Promise<Asked>[] = accounts.map((root, n) =>
    ask(world, { root, message: { type: 'Open', amount: 50 } }, derivedId('opens', seed, n)),
  )
  await live(world, 600, processes)
  for (let n = 0; n < 10; n++) {
    asked.push(ask(world, orderOf(world.dice), derivedId('asks', seed, n)))
    if (world.dice.hits(0.4)) await live(world, 100 * (1 + world.dice.below(3)), processes)
  }
  await live(world, 1000, processes)
  world.heal()
  await rest(world, processes)
  const history = await settledAll(world, asked)
  const pages = await world.kept.events.readAll(0, 10_000)
  const wrong = [...(await wrongWith(world, pages)), ...history.flatMap(one => wrongAnswer(pages, one))]
  const trace = sha256Hex(
    pages.map(({ root, type, sequence, data }) => `${root} ${sequence} ${type} ${canonical(data)}`).join('\n'),
  )
  for (const life of world.lives) life.end()
  return { wrong, trace, lives: world.lives.length }
}

const settledAll = async (world: World, asked: readonly Promise<Asked>[]): Promise<readonly Asked[]> => {
  let all: readonly Asked[] | undefined
  void Promise.all(asked).then(done => {
    all = done
  })
  for (let turn = 0; turn < 100 && !all; turn++) await world.clock.advance(100)
  if (!all) throw new Error('a caller waits for ever')
  return all
}

const of = (pages: readonly Page[], ...types: readonly string[]) => pages.filter(({ type }) => types.includes(type))
const amountOf = ({ data }: Page) => Number(data.amount ?? 0)
const sum = (pages: readonly Page[]) => pages.reduce((total, page) => total + amountOf(page), 0)
const signOf: { readonly [type: string]: number } = {
  Deposited: 1,
  TransferReturned: 1,
  Withdrawn: -1,
  TransferSent: -1,
}
const balanceOf = (pages: readonly Page[], root: string) =>
  pages.reduce((total, page) => total + (page.root === root ? (signOf[page.type] ?? 0) * amountOf(page) : 0), 0)

const wrongWith = async (world: World, pages: readonly Page[]): Promise<readonly string[]> => {
  const { kept } = world
  const own = pages.filter(({ domain }) => domain === 'account')
  const arrived = of(own, 'Deposited').filter(({ actor }) => actor === 'engine/transfers')
  const back = of(own, 'TransferReturned')
  const rows = await kept.projections.all({ name: 'balances', version: 1 })
  const elapsed = of(pages, 'TimeoutElapsed').map(({ root, data }) => `${root} ${data.dueAt}`)
  const links = of(pages, 'EventLinked').map(({ root, data }) => `${root} ${data.root} ${data.sequence}`)
  const commands = new Map<string, string>()
  for (const { commandId, root } of own) commands.set(`${commandId} ${root}`, commandId)
  return [
    ...((await verifyLog(kept.events)).ok ? [] : ['a link of the log is broken']),
    ...(sum(of(own, 'TransferSent')) === sum(arrived) + sum(back)
      ? []
      : ['money is under way for ever, or was doubled']),
    ...[...arrived, ...back].flatMap((page, n, all) =>
      all.findIndex(one => one.causationId === page.causationId) === n ? [] : ['a transfer ended twice'],
    ),
    ...accounts.flatMap(root =>
      prefixes(own, root)
        .filter(balance => balance < 0)
        .map(() => 'an account is overdrawn'),
    ),
    ...accounts.flatMap(root =>
      (rows.get(root)?.row as Balance | undefined)?.balance === balanceOf(own, root) ||
      !own.some(page => page.root === root)
        ? []
        : ['a row is not what its events say'],
    ),
    ...(new Set(elapsed).size === elapsed.length ? [] : ['a timeout ran out twice']),
    ...(new Set(links).size === links.length ? [] : ['an input was linked twice']),
    ...accounts.flatMap(root => {
      const nudged = of(own, 'Nudged').filter(page => page.root === root).length
      const due = of(own, 'Deposited').some(page => page.root === root) ? 1 : 0
      return nudged === due ? [] : [`nudged ${nudged} times instead of ${due}`]
    }),
  ]
}

const prefixes = (pages: readonly Page[], root: string): readonly number[] => {
  let balance = 0
  return pages
    .filter(page => page.root === root)
    .map(page => {
      balance += (signOf[page.type] ?? 0) * amountOf(page)
      return balance
    })
}

/** Accepted: once in the log. Refused: never, and there was a moment at which the rule did refuse. */
const wrongAnswer = (pages: readonly Page[], { id, root, message, from, to, status }: Asked): readonly string[] => {
  const own = pages.filter(({ commandId }) => commandId === id)
  const first = own[0]?.sequence
  const times =
    new Set(own.map(page => page.sequence - (first ?? 0))).size === own.length && own.length <= 2 ? own.length : 9
  if (status === 'accepted' && (own.length === 0 || times === 9))
    return [`${message.type} was accepted and is not there once`]
  if (status === 'rejected' && own.length > 0) return [`${message.type} was refused and happened`]
  if (times === 9) return [`${message.type} happened twice`]
  if (status !== 'rejected' || !('amount' in message) || message.type === 'Deposit') return []
  const moments = Array.from({ length: to - from + 1 }, (_, n) =>
    balanceOf(
      pages.filter(page => page.position <= from + n),
      root,
    ),
  )
  return moments.some(balance => balance < Number(message.amount))
    ? []
    : [`${message.type} was refused and never had to be`]
}
