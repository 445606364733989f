import { existsSync } from 'node:fs'
import { v7 } from 'uuid'
import { type Account, deposited, depositOf, nothingYet, usualNote } from './account'
import { type Contender, inParallel, streamLength } from './writers'

const root = new URL('../..', import.meta.url).pathname
const packages = `${root}.data/rival/node_modules/@event-driven-io`

type Deposited = { readonly type: 'Deposited'; readonly data: ReturnType<typeof depositOf> }
type Appended = { readonly nextExpectedStreamVersion: bigint }
type Store = {
  readonly appendToStream: (name: string, events: readonly Deposited[], options: object) => Promise<Appended>
  readonly schema: { readonly migrate: () => Promise<unknown> }
  readonly close: () => Promise<void>
}
type Given = readonly [store: Store, id: string, decide: (account: Account) => Deposited, options: object]
type Handle = (...given: Given) => Promise<Appended>
type Emmett = {
  readonly getPostgreSQLEventStore: (url: string) => Store
  readonly CommandHandler: (options: object) => Handle
}
type Stream = { readonly name: string; version: bigint }

/** How to get it: it has no licence, so that this project neither depends on it nor fetches it by itself. */
export const howToInstall =
  'npm install --prefix .data/rival @event-driven-io/emmett@0.42.0 @event-driven-io/emmett-postgresql@0.42.0 @event-driven-io/pongo@0.16.11'

export const hasEmmett = () => existsSync(packages)

const load = async (): Promise<Emmett> => ({
  ...(await import(`${packages}/emmett/dist/index.js`)),
  ...(await import(`${packages}/emmett-postgresql/dist/index.js`)),
})

/** Its own command handler: reads the stream, folds, appends at the expected version. */
export const emmett = async (url: string): Promise<Contender<Stream>> => {
  const { getPostgreSQLEventStore, CommandHandler } = await load()
  const store = getPostgreSQLEventStore(url)
  await store.schema.migrate()
  const handle = CommandHandler({
    evolve: (account: Account, event: Deposited) => deposited(account, event.data),
    initialState: () => nothingYet,
  })
  const depositTo = (account: Account): Deposited => ({ type: 'Deposited', data: depositOf(account, 1, usualNote) })
  return {
    name: 'Emmett',
    commandsPerStream: 20,
    streams: count =>
      inParallel(count, async () => {
        const name = `account-${v7()}`
        const events = Array.from({ length: streamLength }, (_, n) => depositTo({ balance: n, deposits: n }))
        const { nextExpectedStreamVersion } = await store.appendToStream(name, events, {})
        return { name, version: nextExpectedStreamVersion }
      }),
    handle: async stream => {
      const { nextExpectedStreamVersion } = await handle(store, stream.name, depositTo, {
        expectedStreamVersion: stream.version,
      })
      stream.version = nextExpectedStreamVersion
    },
    rest: async () => {},
    stop: () => store.close(),
  }
}
