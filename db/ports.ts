import * as crypto from 'node:crypto'
import type { Clock, Ports } from '@/engine/ports'
import type { Client } from './client'
import { postgresEventStore } from './event-store'
import { postgresCheckpoints, postgresProjections } from './projection-store'
import { postgresSnapshots } from './snapshots'
import { postgresTimeouts } from './timeouts'
import { postgresVault } from './vault'
import { postgresWakeup } from './wakeup'

type Outside = { readonly clock: Clock; readonly chance: Ports['chance']; readonly journal: Ports['journal'] }

/** In one call where this Node has it (from 20.12 on), which costs half. */
export const digest = (text: string): string =>
  crypto.hash?.('sha256', text, 'hex') ?? crypto.createHash('sha256').update(text).digest('hex')

/** Every port of the engine over one database. `installationKey`: the 32 bytes that wrap all other keys. */
export const postgresPorts = (client: Client, installationKey: Uint8Array, outside: Outside): Ports => ({
  ...outside,
  digest,
  events: postgresEventStore(client),
  vault: postgresVault(client, installationKey),
  snapshots: postgresSnapshots(client),
  projections: postgresProjections(client),
  checkpoints: postgresCheckpoints(client),
  timeouts: postgresTimeouts(client),
  wakeup: postgresWakeup(client, outside.journal),
})
