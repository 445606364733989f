import { postgresHarness } from '@/db/testing/database'
import { cascadeContract } from '@/engine/testing/cascade.contract'
import { consumersContract } from '@/engine/testing/consumers.contract'
import { editionMergeContract } from '@/engine/testing/edition-merge.contract'
import { editionsContract, purgeContract, restoreContract } from '@/engine/testing/editions.contract'
import { engineContract } from '@/engine/testing/engine.contract'
import { eventStoreContract } from '@/engine/testing/event-store.contract'
import { eventLettersContract } from '@/engine/testing/events-letters.contract'
import { leasesContract } from '@/engine/testing/leases.contract'
import { loadingContract } from '@/engine/testing/loading.contract'
import { logContract } from '@/engine/testing/log.contract'
import { mergeContract } from '@/engine/testing/merge.contract'
import { processLettersContract } from '@/engine/testing/processes-letters.contract'
import { projectionsContract } from '@/engine/testing/projections.contract'
import { reactionLettersContract } from '@/engine/testing/reactions-letters.contract'
import { readingContract } from '@/engine/testing/reading.contract'
import { snapshotsContract } from '@/engine/testing/snapshots.contract'
import { staleLettersContract } from '@/engine/testing/stale-letters.contract'
import { vaultContract } from '@/engine/testing/vault.contract'
import { wakeupContract } from '@/engine/testing/wakeup.contract'
import { machineClock } from './operating/machine'

const make = () => postgresHarness(machineClock)

eventStoreContract('Postgres', make)
logContract('Postgres', make)
readingContract('Postgres', make)
leasesContract('Postgres', make)
snapshotsContract('Postgres', make)
vaultContract('Postgres', make)
engineContract('Postgres', make)
mergeContract('Postgres', make)
cascadeContract('Postgres', make)
editionsContract('Postgres', make)
editionMergeContract('Postgres', make)
purgeContract('Postgres', make)
restoreContract('Postgres', make)
loadingContract('Postgres', make)
staleLettersContract('Postgres', make)
reactionLettersContract('Postgres', make)
processLettersContract('Postgres', make)
eventLettersContract('Postgres', make)
projectionsContract('Postgres', make)
consumersContract('Postgres', make)
wakeupContract('Postgres', make)
