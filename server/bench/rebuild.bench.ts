import { v7 } from 'uuid'
import type { Engine } from '@/engine/engine'
import { accountsWithBalances } from './account'
import { reached, type Section, spreadOf, whole } from './figures'
import { engineOn, newDatabase, type Place } from './place'
import { order } from './riverbook'
import { inParallel } from './writers'

const wantedRate = 20_000
const perStream = 100
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/** A projection made anew from zero while the old rows serve, until the new ones stand in their place. */
export const rebuild = async (place: Place): Promise<Section> => {
  const { engine, stop } = await engineOn(await newDatabase(place), accountsWithBalances)
  const streams = place.quick ? 200 : 600
  const events = streams * perStream
  await inParallel(streams, () => order(engine, v7(), { type: 'Fill', count: perStream }))
  await engine.settled()
  const rates: number[] = []
  for (let round = 0; round < (place.quick ? 2 : 3); round++) rates.push((events / (await rebuilt(engine))) * 1000)
  await stop()
  return {
    title: 'Rebuild of a projection',
    lines: [
      '| events | rows | events/s, median (least–most) | wanted | |',
      '|---|---|---|---|---|',
      `| ${whole(events)} | ${whole(streams)} | ${spreadOf(rates, whole)} | ${whole(wantedRate)} | ${reached(Math.min(...rates) >= wantedRate)} |`,
    ],
  }
}

type OperationRow = { readonly status: string }

const rebuilt = async (engine: Engine): Promise<number> => {
  const start = performance.now()
  const id = await engine.projections.rebuild('balances', 'bench')
  for (;;) {
    const status = (await engine.row<OperationRow>('operations', id))?.row.status
    if (status === 'completed') return performance.now() - start
    if (status === 'failed' || status === 'cancelled') throw new Error(`the rebuild is ${status}`)
    await pause(5)
  }
}
