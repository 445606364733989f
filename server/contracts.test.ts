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
import { memoryHarness } from '@/engine/testing/memory-harness'
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

const make = () => memoryHarness(machineClock)

eventStoreContract('memory', make)
logContract('memory', make)
readingContract('memory', make)
leasesContract('memory', make)
snapshotsContract('memory', make)
vaultContract('memory', make)
engineContract('memory', make)
mergeContract('memory', make)
cascadeContract('memory', make)
editionsContract('memory', make)
editionMergeContract('memory', make)
purgeContract('memory', make)
restoreContract('memory', make)
loadingContract('memory', make)
staleLettersContract('memory', make)
reactionLettersContract('memory', make)
processLettersContract('memory', make)
eventLettersContract('memory', make)
projectionsContract('memory', make)
consumersContract('memory', make)
wakeupContract('memory', make)
