// One run from its seed: callers at work in bad weather, then fair weather in which everything has to come to its end.
import { type Callers, call } from './simulator-callers.ts'
import { checkCheckpoints, checkRun } from './simulator-checks.ts'
import { type Asked, beginWorld, type World } from './simulator-world.ts'

export type Run = {
  readonly seed: number
  readonly weather: World['forecast']
  readonly violations: readonly string[]
  readonly hash: string
  readonly trace: readonly string[]
  /** What was in it, to tell that something was. */
  readonly counts: { readonly [what: string]: number }
}

const stormLasts = 6000
/** Everything is done within so many milliseconds once nothing goes wrong any more. */
const calmLasts = 60_000

/** Clocks are set, checkpoints rewound, processes frozen and stopped, at any time. */
const disturb = (world: World): void => {
  const { time, machines, kept, trace } = world
  const throws = world.diceFor(5)
  const { jumps, rewinds, freezes, stops } = world.weather()
  const atSomeTime = (count: number, trouble: () => void) => {
    for (let index = 0; index < count; index++) time.after(throws.between(100, stormLasts), trouble)
  }
  atSomeTime(jumps, () => {
    const ahead = throws.between(-600, 600) * 1000
    const { name, clock } = throws.pick(machines)
    trace.say(`${name} is ${ahead} ahead`)
    clock.set(ahead)
  })
  // As after a restore: every process ends, and the next one finds an older place.
  atSomeTime(rewinds, () => {
    const consumer = throws.pick(['transfers', 'reminder', 'fees', 'dead-letter-flow', 'balances'])
    for (const { process } of machines) process?.end()
    trace.say(`${consumer} is rewound`)
    if (consumer === 'balances') return void kept.projections.drop({ name: consumer, version: 1 })
    const positions = kept.checkpoints as unknown as Map<string, number>
    const position = positions.get(`${consumer}@1`) ?? 0
    positions.set(`${consumer}@1`, Math.max(0, position - throws.between(1, 100)))
  })
  atSomeTime(freezes, () => throws.pick(machines).process?.freeze(throws.between(500, 15_000)))
  atSomeTime(stops, () => {
    const machine = throws.pick(machines)
    const { engine, process } = machine
    if (!engine) return
    trace.say(`${machine.name} is stopped`)
    machine.engine = undefined
    void engine.stop().then(() => process?.end())
  })
}

/** Whether nothing is left to do now. */
const isIdle = async ({ machines, kept, witness }: World, { areDone }: Callers): Promise<boolean> => {
  if (!areDone() || machines.some(({ engine }) => engine === undefined)) return false
  const last = witness.log.length
  const isBehind = machines.some(({ engine }) => engine?.status().some(({ position }) => position < last))
  if (isBehind) return false
  const now = Math.max(...machines.map(({ clock }) => clock.now()))
  return (await kept.timeouts.due(now, 1)).length === 0
}

/** Clocks are right again; where all wait for a time to come it comes at once. */
const comeToRest = async (world: World, callers: Callers): Promise<string[]> => {
  const { time, machines, kept, trace } = world
  const idle = async () => {
    await time.until(() => false, 100)
    return isIdle(world, callers)
  }
  const end = time.now() + calmLasts
  for (const { clock } of machines) clock.set(0)
  while (time.now() < end) {
    if (!(await idle()) || !(await idle())) continue
    const now = machines[0]?.clock.now() ?? 0
    const next = await kept.timeouts.nextDueAt(now)
    if (next === undefined) return []
    trace.say(`all wait until ${next}`)
    for (const { clock } of machines) clock.set(clock.ahead() + next - now)
  }
  const standing = machines.map(({ name, engine }) => `${name}: ${JSON.stringify(engine?.status())}`)
  return [`not done after ${calmLasts} ms of fair weather. ${standing.join('; ')}`]
}

export const simulate = async (asked: Asked): Promise<Run> => {
  const world = beginWorld(asked)
  let ended = 0
  world.onEnd.push(() => {
    ended += 1
    checkCheckpoints(world)
  })
  const callers = call(world)
  disturb(world)
  await world.time.until(() => false, stormLasts)
  world.clearUp()
  world.trace.say('the weather clears up')
  const unfinished = await comeToRest(world, callers)
  const found = await checkRun(world, callers)
  const log = world.witness.log
  world.trace.say(log.at(-1)?.hash ?? '')
  return {
    seed: asked.seed,
    weather: world.forecast,
    violations: [...unfinished, ...world.violations, ...found],
    hash: world.trace.hash(),
    trace: world.trace.lines(),
    counts: { ...counted(world, callers), ended },
  }
}

const counted = ({ time, witness: { log } }: World, { history }: Callers) => {
  const answers = history.flatMap(({ attempts }) => attempts.map(({ answer }) => answer))
  const answered = (status: string) =>
    answers.filter(answer => typeof answer === 'object' && 'status' in answer && answer.status === status).length
  const count = (type: string) => log.filter(page => page.type === type).length
  return {
    milliseconds: time.now(),
    events: log.length,
    accepted: answered('accepted'),
    refused: answered('rejected'),
    unanswered: answers.filter(answer => typeof answer === 'string').length,
    repeated: answers.filter(answer => typeof answer === 'object' && 'repeated' in answer && answer.repeated).length,
    arrived: log.filter(({ type, actor }) => type === 'Deposited' && actor === 'engine/transfers').length,
    returned: count('TransferReturned'),
    fees: log.filter(({ type, actor }) => type === 'Withdrawn' && actor === 'engine/fees').length,
    gifts: log.filter(({ type, actor }) => type === 'Deposited' && actor === 'engine/fees').length,
    elapsed: count('TimeoutElapsed'),
    letters: count('DeadLetterOpened'),
    /** Events that are older by the clock than the one before them. */
    backwards: log.filter((page, index) => page.recordedAt < (log[index - 1]?.recordedAt ?? '')).length,
  }
}
