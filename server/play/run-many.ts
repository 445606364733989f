import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Answer } from '@/domain/branch/commands'
import { type Outcomes, outcomesOf } from '@/domain/branch/outcomes'
import { runOut } from '@/domain/branch/run-out'
import { HandId, PlayerId } from '@/domain/ids'
import type { Engine } from '@/engine/engine'
import type { Json } from '@/engine/message'
import type { Control, OperationKind } from '@/engine/operations'
import { isOperator } from '@/engine/operator'
import { keyedQueue } from '@/engine/queue'
import type { Caller } from '../callers/callers'
import { findSpot, type Spot } from './spots'

/** What an operation of this kind is told: a place in a hand, and the answer that is tried there. */
export const RunMany = z.strictObject({
  hand: HandId,
  edition: z.string(),
  at: z.int(),
  answer: Answer,
  times: z.int().min(1).max(1000),
})
export type RunMany = z.infer<typeof RunMany>

/** Plays one spot many times, in memory: nothing of it is stored but how often it came to what. */
export const runManyKind = (engine: () => Engine): OperationKind => {
  const oneByOne = keyedQueue()
  return control =>
    oneByOne('run-many', async () => {
      await breath()
      return runMany(engine(), control)
    })
}

const runMany = async (engine: Engine, control: Control): Promise<Json> => {
  const { answer, times, ...place } = RunMany.parse(control.params)
  const spot = await findSpot(engine, startedBy(control.actor), place)
  if ('failure' in spot) throw new Error(spot.failure.message)
  const results: number[] = []
  const sofar = () => outcomes(spot.value, results)
  const step = Math.max(10, Math.ceil(times / 20))
  while (results.length < times) {
    if (await control.isOver()) return sofar()
    for (let n = 0; n < step && results.length < times; n++)
      results.push(await once(spot.value, answer, seedOf(control.id, results.length)))
    await control.advance(results.length, times, sofar())
  }
  return sofar()
}

const breath = () => new Promise<void>(resolve => setImmediate(resolve))

const startedBy = (actor: string): Caller =>
  isOperator(actor) ? { kind: 'administrator' } : { kind: 'player', player: PlayerId.parse(actor), name: '' }

const outcomes = ({ before }: Spot, results: readonly number[]): Outcomes & { readonly [field: string]: Json } =>
  outcomesOf(results, before.setup?.blinds.big ?? 1) as never

/** The same again where the work begins anew. */
const seedOf = (operation: string, n: number) => createHash('sha256').update(`${operation}/${n}`).digest('hex')

/** A bot takes some milliseconds to think: the tables go on in between. */
const once = async ({ before }: Spot, answer: Answer, seed: string): Promise<number> => {
  const course = runOut(before, answer, seed)
  for (;;) {
    const step = course.next()
    if (step.done) return step.value
    await breath()
  }
}
