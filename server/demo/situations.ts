import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { OperationRow } from '@/engine/operation'
import { demand, named, order } from './order'
import { open, register, sit } from './play'

const administrator = 'administrator'
const looks = 25

/** What cannot be waited for otherwise is looked at until it is so. */
export const until = async <T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> => {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const found = await look()
    if (found) return found
    await new Promise(resolve => setTimeout(resolve, looks))
  }
  throw new Error(`in vain was waited for: ${what}`)
}

const account = (player: string) => ({ domain: 'player', root: player })
const playerOf = (name: string) => named('player', name)
const sequenceOf = async (engine: Engine, player: string) =>
  (await engine.state(engine.registry.aggregate('player'), player)).nextSequence

const deposit = (
  engine: Engine,
  name: string,
  { amount, edition = '', which = '' }: { amount: number; edition?: string; which?: string },
) =>
  demand(engine, {
    ...account(playerOf(name)),
    actor: administrator,
    message: { type: 'DepositFunds', amount },
    edition,
    which: `${amount} ${which}`,
  })

/** An order that saw the account as it was, and so waits for the floor manager. */
const review = async (
  engine: Engine,
  name: string,
  { sequence, ...asked }: { sequence: number; message: { type: string; [field: string]: unknown }; actor: string },
) => {
  const outcome = await order(engine, { ...account(playerOf(name)), ...asked, sequence })
  if (outcome.status === 'accepted' || !outcome.deadLetterId)
    throw new Error(`${name}'s ${asked.message.type} does not wait`)
}
const withdraw = (engine: Engine, name: string, { amount, sequence }: { amount: number; sequence: number }) =>
  review(engine, name, { sequence, actor: playerOf(name), message: { type: 'WithdrawFunds', amount } })
const adjust = (engine: Engine, name: string, given: { amount: number; reason: string; sequence: number }) =>
  review(engine, name, {
    sequence: given.sequence,
    actor: administrator,
    message: { type: 'AdjustBankroll', amount: given.amount, reason: given.reason },
  })

/** The floor manager's desk: three withdrawals and two adjustments from stale screens. */
export const staleScreens = async (engine: Engine) => {
  const desk = named('table', 'desk')
  await open(engine, desk, { name: 'Riverside', seats: 6 })
  await demand(engine, { domain: 'table', root: desk, actor: administrator, message: { type: 'PauseTable' } })
  const at: Record<string, number> = {}
  for (const [name, funds] of [
    ['Dana', 1000],
    ['Eli', 2000],
    ['Fay', 1500],
    ['Gus', 3000],
    ['Hal', 2500],
  ] as const) {
    await register(engine, playerOf(name), { name, funds })
    at[name] = await sequenceOf(engine, playerOf(name))
  }
  const rename = (name: string, displayName: string) =>
    demand(engine, {
      ...account(playerOf(name)),
      actor: playerOf(name),
      message: { type: 'RenamePlayer', displayName },
    })
  const counted = { amount: -200, reason: 'Chips counted twice' }
  await rename('Dana', 'Dana R.')
  await sit(engine, playerOf('Dana'), { table: desk, seat: 0, amount: 500 })
  await withdraw(engine, 'Dana', { amount: 800, sequence: at.Dana ?? 0 })
  await deposit(engine, 'Eli', { amount: 250 })
  await withdraw(engine, 'Eli', { amount: 400, sequence: at.Eli ?? 0 })
  await rename('Fay', 'Fay B.')
  await deposit(engine, 'Fay', { amount: 100 })
  await withdraw(engine, 'Fay', { amount: 1200, sequence: at.Fay ?? 0 })
  await demand(engine, {
    ...account(playerOf('Gus')),
    actor: administrator,
    sequence: at.Gus ?? 0,
    which: 'first',
    message: { type: 'AdjustBankroll', ...counted },
  })
  await adjust(engine, 'Gus', { ...counted, sequence: at.Gus ?? 0 })
  await deposit(engine, 'Hal', { amount: 300 })
  await adjust(engine, 'Hal', { amount: 150, reason: 'Promised at the desk', sequence: at.Hal ?? 0 })
}

/** Who comes to a full table, and asked that what is refused be kept for review: the chips wait with it. */
export const fullTable = async (engine: Engine) => {
  const table = named('table', 'full')
  await open(engine, table, { name: 'Heads up', seats: 2 })
  await demand(engine, { domain: 'table', root: table, actor: administrator, message: { type: 'PauseTable' } })
  for (const [seat, name] of ['Ida', 'Jon', 'Kim'].entries()) {
    await register(engine, playerOf(name), { name, funds: 5000 })
    if (seat < 2) await sit(engine, playerOf(name), { table, seat, amount: 1000 })
    else
      await order(engine, {
        ...account(playerOf(name)),
        actor: playerOf(name),
        message: { type: 'ReserveFunds', amount: 1000, table, purpose: 'buy-in' },
        handling: { syncMode: 'CASCADE', cascadeErrorMode: 'DEAD_LETTER' },
      })
  }
  await engine.settled()
}

/** A word at two tables, while the list of messages could not take any. */
export const greetings = async (engine: Engine) => {
  for (const [name, table] of [
    ['Dana', 'desk'],
    ['Ida', 'full'],
  ] as const)
    await demand(engine, {
      domain: 'chat',
      root: named('table', table),
      actor: playerOf(name),
      message: { type: 'PostMessage', player: playerOf(name), text: 'Good evening!' },
    })
  await engine.settled()
}

const night = named('table', 'night')

/** Two at a table of their own, one of them in turn: nobody plays for them. */
export const nightTable = async (engine: Engine) => {
  await open(engine, night, {
    name: 'Night ferry',
    seats: 2,
    visibility: 'private',
    actionSeconds: 1,
    timeBankSeconds: 0,
  })
  for (const [seat, name] of ['Mia', 'Ned'].entries()) {
    await register(engine, playerOf(name), { name, funds: 5000 })
    await sit(engine, playerOf(name), { table: night, seat })
  }
  return until(async () => {
    const hand = (await engine.row<TableRow>('table', night))?.row.hand
    return hand?.turn ? { hand: hand.hand, decision: hand.turn.decision } : undefined
  }, 'a turn')
}

/** The turn is given more time by a process of tomorrow's release; today's, which follows the hand, cannot read that. */
export const unreadable = async (
  today: Engine,
  tomorrow: Engine,
  { hand, decision }: { hand: string; decision: number },
) => {
  await demand(tomorrow, {
    domain: 'hand',
    root: hand,
    actor: 'engine/hand-flow',
    message: { type: 'ExtendTurn', decision, seconds: 1, reason: 'outage' },
  })
  const letters = async () => (await today.deadLetters.list({ status: 'open' }, { limit: 100 })).rows
  await until(async () => (await letters()).length === 12, 'twelve dead letters')
}

/** One that could be merged at once, one from which main has gone away, one that was given up. */
export const editions = async (engine: Engine) => {
  const create = async (name: string, purpose: string) => {
    const asked = {
      name,
      purpose,
      owner: administrator,
      actor: administrator,
      divergence: { kind: 'implicit' } as const,
    }
    const outcome = await engine.editions.create(asked)
    if (outcome.status === 'rejected') throw new Error(outcome.problem.message)
  }
  for (const name of ['Olga', 'Pia', 'Quin']) await register(engine, playerOf(name), { name, funds: 4000 })
  await create('loyalty-bonus', 'What a bonus of 750 in three parts would do')
  for (const which of ['1', '2', '3']) await deposit(engine, 'Olga', { amount: 250, edition: 'loyalty-bonus', which })
  await create('night-audit', 'The corrections of the night, before they are booked')
  for (const which of ['1', '2']) await deposit(engine, 'Pia', { amount: 120, edition: 'night-audit', which })
  await deposit(engine, 'Pia', { amount: 900 })
  await create('rake-trial', 'Two weeks of another rake')
  await deposit(engine, 'Quin', { amount: 60, edition: 'rake-trial' })
  await engine.settled()
  await engine.editions.discard('rake-trial', { actor: administrator, reason: 'Nobody wanted it' })
}

/** Made anew with all of the history, and held where a third of it is done: who wants to see it go on says so. */
export const heldRebuild = async (engine: Engine) => {
  const id = await engine.projections.rebuild('hands', administrator)
  await until(async () => {
    const row = (await engine.row<OperationRow>('operations', id))?.row
    return row && row.done * 3 >= row.total
  }, 'a third of the rebuild')
  const outcome = await engine.operations.pause(id, administrator)
  if (outcome.status === 'rejected') throw new Error(outcome.problem.message)
  await engine.settled()
}
