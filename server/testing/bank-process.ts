import { connect } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import { startEngine } from '@/engine/engine'
import { bank } from '@/engine/testing/bank'
import { shiftedClock } from '@/engine/testing/shifted-clock'
import { machineChance, machineClock } from '../operating/machine'
import type { Asked, Told } from './bank-processes'

// One process of several on one database: it takes orders from its parent, and tells which rows it heard of.
const clock = shiftedClock(machineClock)
const client = connect(process.env.DATABASE_URL ?? '')
const tell = (told: Told) => process.send?.(told)
const key = Buffer.from(process.env.INSTALLATION_KEY ?? '', 'hex')
const { wakeup, ...ports } = postgresPorts(client, key, { clock, chance: machineChance, journal: () => {} })
const lookEvery = Number(process.env.LOOK_EVERY ?? wakeup?.lookEvery)
const engine = await startEngine({ ...ports, ...(wakeup ? { wakeup: { ...wakeup, lookEvery } } : {}) }, bank)
engine.onRows(({ projection, changes }) => {
  for (const { key, stored } of changes) tell({ row: { projection, key, version: stored?.version ?? 0 } })
})

process.on('message', async (asked: Asked) => {
  if ('shift' in asked) return clock.shift(asked.shift)
  const { id, root, message } = asked.order
  try {
    const cover = { domain: 'account', root, edition: '', correlationId: '', ext: null }
    const answer = await engine.execute({ cover, message, commandId: id, actor: 'ann' })
    tell({ answered: { id, status: answer.status } })
  } catch (error) {
    tell({ answered: { id, status: String(error) } })
  }
})
await engine.settled()
tell({ ready: true })
