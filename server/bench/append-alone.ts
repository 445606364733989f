import { v7 } from 'uuid'
import { appending } from '@/db/appending'
import { connect, migrateDatabase } from '@/db/client'
import type { NewPage } from '@/engine/ports'
import { machineClock } from '../operating/machine'
import { type Account, deposited, depositOf, nothingYet, usualNote } from './account'
import { migrations } from './place'
import { coverOf } from './riverbook'
import { type Contender, inParallel, streamLength } from './writers'

type Stream = { readonly root: string; sequence: number; account: Account }

/**
 * The statement of this engine's store by itself, whole: command records, hashes, idempotency and all. What a command costs
 * beyond it is the engine; what it costs beyond the one that was written by hand for this figure is what it also stores.
 */
export const appendAlone = async (url: string): Promise<Contender<Stream>> => {
  const role = await migrateDatabase(url, migrations)
  const client = connect(url, { role })
  const { append } = appending(client)
  const handle = async (stream: Stream, count: number) => {
    const { root, sequence } = stream
    const commandId = v7()
    const cover = coverOf(root)
    const pages: NewPage[] = []
    for (let n = 0; n < count; n++) {
      const data = depositOf(stream.account, 1, usualNote)
      stream.account = deposited(stream.account, data)
      pages.push(pageOf({ root, sequence: sequence + n, commandId, data }))
    }
    const message = { type: 'Deposit', amount: 1, note: usualNote }
    const command = { commandId, caller: 'bench', cover, message, source: null, origin: null, errorMode: null }
    const appended = await append({ stream: cover, expected: sequence, base: 0, pages, command })
    if (appended.status !== 'ok') throw new Error(appended.status)
    stream.sequence += count
  }
  return {
    name: 'its append alone',
    commandsPerStream: 20,
    streams: count =>
      inParallel(count, async () => {
        const stream = { root: v7(), sequence: 0, account: nothingYet }
        await handle(stream, streamLength)
        return stream
      }),
    handle: stream => handle(stream, 1),
    rest: async () => {},
    stop: client.close,
  }
}

type Given = Pick<NewPage, 'root' | 'sequence' | 'commandId' | 'data'>

/** With a hash of the usual length: to compute it is the engine's. */
const pageOf = ({ root, sequence, commandId, data }: Given): NewPage => ({
  domain: 'account',
  root,
  edition: '',
  correlationId: '',
  ext: null,
  eventId: v7(),
  sequence,
  type: 'Deposited',
  schemaVersion: 1,
  data,
  causationId: commandId,
  commandId,
  actor: 'bench',
  recordedAt: machineClock.recordedAt(),
  hash: usualHash,
  privateHash: null,
  externalId: null,
  isolated: false,
  mergedFrom: null,
})

const usualHash = '0'.repeat(64)
