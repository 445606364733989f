// Who sends orders to the bank, several at once: each order again under its id until it is answered, or given up.
import type { Answer, Engine, Handling } from '../engine.ts'
import type { Message } from '../message.ts'
import { derivedId } from '../registry.ts'
import { Account, type AccountState } from './bank.ts'
import type { Dice } from './simulator-dice.ts'
import type { Machine, World } from './simulator-world.ts'

/** `running`: nobody knows whether its work is still under way somewhere. */
export type Attempt = {
  readonly asked: number
  /** How long the stream was when it was asked. */
  readonly length: number
  answered: number
  answer: Answer | { readonly state: AccountState; readonly nextSequence: number } | 'failed' | 'running'
}
export type Order = {
  readonly kind: 'command' | 'fact' | 'look'
  readonly id: string
  readonly root: string
  readonly message: Message & { readonly [field: string]: unknown }
  readonly handling: Handling
  readonly sequence: number | undefined
  readonly attempts: Attempt[]
}
export type Callers = {
  readonly history: readonly Order[]
  readonly areDone: () => boolean
}

const patience = 5000
export const accounts = ['ann', 'bob', 'cleo'].map(name => derivedId('account', name))
const nobody = derivedId('account', 'nobody')

/** Neither what is charged nor what consoles: they are told apart by it. */
const amountOf = ({ between }: Dice) => between(2, 40)

const messageOf = (throws: Dice, root: string): Order['message'] => {
  const amount = amountOf(throws)
  const others = [...accounts.filter(other => other !== root), nobody]
  const thrown = throws.next()
  if (thrown < 0.1) return { type: 'Open', amount: 60 + amount }
  if (thrown < 0.3) return { type: 'Deposit', amount }
  if (thrown < 0.55) return { type: 'Withdraw', amount }
  if (thrown < 0.95) return { type: 'Transfer', amount, to: throws.pick(others) }
  return { type: 'Withdraw', amount: 10 * amount }
}

const handlingOf = (throws: Dice): Handling => {
  const thrown = throws.next()
  if (thrown < 0.1) return { syncMode: 'SIMPLE' }
  if (thrown < 0.17) return { syncMode: 'CASCADE' }
  return thrown < 0.22 ? { syncMode: 'CASCADE', atomic: true } : {}
}

const orderOf = (throws: Dice, id: string): Order => {
  const root = throws.pick(accounts)
  const blank = { id, root, handling: {}, sequence: undefined, attempts: [] }
  const thrown = throws.next()
  if (thrown < 0.12) return { ...blank, kind: 'look', message: { type: 'Look' } }
  if (thrown < 0.22) {
    // Some come twice from outside, each time as if it were new.
    const externalId = `interest-${throws.below(4)}`
    return { ...blank, kind: 'fact', id: externalId, message: { type: 'InterestPaid', amount: 7 } }
  }
  const sequence = throws.chance(0.15) ? throws.below(6) : undefined
  return { ...blank, kind: 'command', message: messageOf(throws, root), handling: handlingOf(throws), sequence }
}

export const call = (world: World): Callers => {
  const history: Order[] = []
  let working = 0
  const caller = async (name: string, throws: Dice) => {
    const opened = accounts.slice(0, throws.chance(0.6) ? 3 : 2)
    const openings = opened.map((root): Order => {
      const message = { type: 'Open', amount: 60 + amountOf(throws) }
      return {
        kind: 'command',
        id: derivedId(name, root),
        root,
        message,
        handling: {},
        sequence: undefined,
        attempts: [],
      }
    })
    const rest = Array.from({ length: world.weather().orders }, (_, index) => orderOf(throws, derivedId(name, index)))
    for (const order of name === 'caller-0' ? [...openings, ...rest] : rest) {
      history.push(order)
      await pursue(world, order, throws)
      await world.time.wait(throws.between(0, 300))
    }
    working -= 1
  }
  for (let index = 0; index < world.weather().callers; index++) {
    working += 1
    void caller(`caller-${index}`, world.diceFor(100 + index))
  }
  return { history, areDone: () => working === 0 }
}

/** Now and then twice at once, as an impatient caller does. */
const pursue = async (world: World, order: Order, throws: Dice): Promise<void> => {
  const tries = throws.chance(0.2) ? 1 : 1000
  for (let index = 0; index < tries; index++) {
    const twice = throws.chance(0.08) ? [attempt(world, order, throws)] : []
    const [one, ...others] = await Promise.all([attempt(world, order, throws), ...twice])
    if ([one, ...others].some(each => typeof each?.answer === 'object')) return
    await world.time.wait(throws.between(10, 400))
  }
}

type Answering = { readonly process: Machine['process']; readonly engine: Engine }

/** One that answers now; it may be gone as soon as anybody else had a turn. */
const answering = ({ machines }: World, throws: Dice): Answering | undefined => {
  const up = machines.flatMap(({ process, engine }) => (engine ? [{ process, engine }] : []))
  return up.length > 0 ? throws.pick(up) : undefined
}

const attempt = async (world: World, order: Order, throws: Dice): Promise<Attempt> => {
  const { witness, time, trace } = world
  let found = answering(world, throws)
  for (; !found; found = answering(world, throws)) await time.wait(50)
  const { process, engine } = found
  const stream = { domain: 'account', root: order.root, edition: '' }
  const made: Attempt = {
    asked: time.now(),
    length: witness.lengthOf(stream),
    answered: Number.POSITIVE_INFINITY,
    answer: 'running',
  }
  order.attempts.push(made)
  trace.say(`${order.message.type} ${order.id}`)
  await new Promise<void>(resolve => {
    const close = (answer: Attempt['answer']) => {
      if (made.answer !== 'running') return
      Object.assign(made, { answer, answered: time.now() })
      trace.say(`${order.id} ${wordFor(answer)}`)
      resolve()
    }
    process?.onEnd(resolve)
    time.after(patience, resolve)
    sent(engine, order).then(close, error => (isRunning(error) ? resolve() : close('failed')))
  })
  return made
}

/** Who was told that there is no answer yet may not conclude that nothing happens any more. */
const isRunning = (error: unknown) => error instanceof Error && error.message.startsWith('no answer')

const wordFor = (answer: Attempt['answer']) =>
  typeof answer === 'string' ? answer : 'status' in answer ? answer.status : `sees ${answer.nextSequence}`

const sent = (engine: Engine, { kind, id, root, message, handling, sequence }: Order): Promise<Attempt['answer']> => {
  if (kind === 'look') return engine.state(Account, root)
  const cover = { domain: 'account', root, edition: '', correlationId: root, ext: null }
  if (kind === 'fact') return engine.recordFact({ cover, event: message, externalId: id, actor: 'outside' })
  const seen = sequence === undefined ? {} : { sequence }
  return engine.execute({ cover, message, commandId: id, actor: 'caller', ...seen }, handling)
}
