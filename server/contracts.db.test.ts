import { postgresHarness } from '@/db/testing/database'
import { engineContract } from '@/engine/testing/engine.contract'
import { eventStoreContract } from '@/engine/testing/event-store.contract'
import { readingContract } from '@/engine/testing/reading.contract'
import { machineClock } from './machine'

const make = () => postgresHarness(machineClock)

eventStoreContract('Postgres', make)
readingContract('Postgres', make)
engineContract('Postgres', make)
