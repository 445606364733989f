import { v7 } from 'uuid'
import { AccountAggregate, accounts } from './account'
import { figuresOf, latencyHead, latencyRow, reached, type Section, whole } from './figures'
import { engineOn, newDatabase, type Place } from './place'
import { order } from './riverbook'

const writers = 32
/** By each writer before anything counts: what runs for the first time is slow. */
const warmUps = 40

/** 32 writers, one aggregate, each as soon as the one before was answered: whatever was accepted is there, once. */
export const contention = async (place: Place): Promise<Section> => {
  const each = place.quick ? 50 : 200
  const { engine, stop } = await engineOn(await newDatabase(place), accounts)
  const root = v7()
  const deposit = async () => {
    const sent = performance.now()
    await order(engine, root, { type: 'Deposit', amount: 1 })
    return performance.now() - sent
  }
  await deposit()
  await byAll(deposit, warmUps)
  const start = performance.now()
  const latencies = await byAll(deposit, each)
  const rate = (latencies.length / (performance.now() - start)) * 1000
  const { state, nextSequence } = await engine.state(AccountAggregate, root)
  const { ok } = await engine.verify({ domain: 'account', root, edition: '' })
  await stop()
  const due = writers * (warmUps + each) + 1
  const isWhole = state.deposits === due && state.balance === due && nextSequence === due && ok
  return {
    title: '32 writers on one aggregate',
    lines: [
      ...latencyHead,
      latencyRow(`a command, ${whole(rate)}/s together`, figuresOf(latencies), { p99: 50 }),
      '',
      `No lost update: ${whole(due)} commands accepted, ${whole(state.deposits)} deposits, the stream ends at ${whole(nextSequence)}: ${reached(isWhole)}.`,
    ],
  }
}

const byAll = async (deposit: () => Promise<number>, each: number): Promise<readonly number[]> => {
  const latencies: number[] = []
  const writer = async () => {
    for (let n = 0; n < each; n++) latencies.push(await deposit())
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return latencies
}
