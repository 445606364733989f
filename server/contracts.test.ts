import { engineContract } from '@/engine/testing/engine.contract'
import { eventStoreContract } from '@/engine/testing/event-store.contract'
import { memoryHarness } from '@/engine/testing/memory-harness'
import { readingContract } from '@/engine/testing/reading.contract'
import { machineClock } from './machine'

const make = () => memoryHarness(machineClock)

eventStoreContract('memory', make)
readingContract('memory', make)
engineContract('memory', make)
