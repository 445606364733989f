import { createHash } from 'node:crypto'
import type { Clock, Ports } from '@/engine/ports'
import type { Client } from './client'
import { postgresEventStore } from './event-store'
import { postgresCheckpoints, postgresProjections } from './projection-store'
import { postgresSnapshots } from './snapshots'
import { postgresTimeouts } from './timeouts'
import { postgresVault } from './vault'
import { postgresWakeup } from './wakeup'

type Outside = { readonly clock: Clock; readonly chance: Ports['chance']; readonly journal: Ports['journal'] }

/** Every port of the engine over one database. `installationKey`: the 32 bytes that wrap all other keys. */
export const postgresPorts = (client: Client, installationKey: Uint8Array, outside: Outside): Ports => ({
  ...outside,
  digest: text => createHash('sha256').update(text).digest('hex'),
  events: postgresEventStore(client),
  vault: postgresVault(client, installationKey),
  snapshots: postgresSnapshots(client),
  projections: postgresProjections(client),
  checkpoints: postgresCheckpoints(client),
  timeouts: postgresTimeouts(client),
  wakeup: postgresWakeup(client, outside.journal),
})
