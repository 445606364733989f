import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { removeDatabase, startDatabase } from '../server/database.mjs'
import { makeDemo } from '../server/start/demo.mjs'
import { freePort } from '../server/start/free-port.mjs'
import { signal } from '../server/start/processes.mjs'
import { checkout, serve } from '../server/start/serve.mjs'

const scratch = process.env.E2E_SCRATCH ?? join(checkout, '.data', 'test', 'by-hand')

const made = { root: checkout, fresh: false, report: () => {} }

export type OwnServer = {
  readonly base: string
  /** The server process of the moment: another one after `restart`. */
  readonly pid: number
  readonly databaseUrl: string
  /** Ends the server with this signal and resolves once it is gone. The database stays up. */
  readonly kill: (name: NodeJS.Signals) => Promise<void>
  /** Starts the server again on its port, with its database, after `kill`. */
  readonly restart: () => Promise<void>
  /** Stops the server and removes the database, unless the data directory was given. */
  readonly stop: () => Promise<void>
  /** What the server has said so far. */
  readonly log: () => string
}

export type OwnServerOptions = {
  /** Where the database lives; without it one is made for this server alone and removed by `stop`. */
  readonly dataDir?: string
  readonly env?: Record<string, string | undefined>
  /** On the demo, with so many events of history. */
  readonly demo?: number
}

/** A built server of a test's own: for what cannot be done to the server that all tests share, as killing it. */
export async function startServer({ dataDir, env = {}, demo }: OwnServerOptions = {}): Promise<OwnServer> {
  const name = randomUUID()
  const folder = dataDir ?? join(scratch, 'databases', name)
  const secrets = join(scratch, 'secrets', name)
  mkdirSync(secrets, { recursive: true })
  const database = await startDatabase({ dataDir: folder })
  const port = await freePort()
  let said = ''
  const write = (text: string) => {
    said += text
  }
  const databaseUrl = demo
    ? await makeDemo({ ...made, databaseUrl: database.url, dataDir: secrets, events: demo })
    : database.url
  const launch = () => serve({ port, databaseUrl, dataDir: secrets, env, write })
  let server = launch()
  const base = await server.ready
  return {
    base,
    databaseUrl,
    log: () => said,
    get pid() {
      return server.pid
    },
    kill: async name => {
      signal(server.pid, name)
      await server.ended
    },
    restart: async () => {
      server = launch()
      await server.ready
    },
    stop: async () => {
      await server.stop()
      await (dataDir ? database.stop() : removeDatabase({ dataDir: folder }))
    },
  }
}
