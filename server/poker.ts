import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { connect, migrateDatabase } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import { sessionStore, settingStore } from '@/db/sessions'
import { pokerWith } from '@/domain/poker'
import { pauses } from '@/domain/process-managers/pauses'
import { startEngine } from '@/engine/engine'
import { makeCommands } from './commands'
import type { Config } from './config'
import { makeConsoleReads } from './console-reads'
import { makeFacts } from './facts'
import { startHouseBots } from './house-bots'
import { installationKey } from './installation-key'
import type { Instance } from './instance'
import type { Log } from './log'
import { makeLogReads } from './log-reads'
import { machineChance, machineClock } from './machine'
import { openapi } from './openapi'
import { makeOperations } from './operations'
import { originCheck } from './origins'
import { keepPracticeTables } from './practice-tables'
import { makeNames, makeQueries } from './queries'
import { rateLimit } from './rate-limit'
import { makeRowReads } from './row-reads'
import { hashOfToken, makeSessions } from './sessions'
import { makeSpeculation } from './speculation'
import { makeStreamReads } from './stream-reads'

const hurried = { nextHand: 0, runOut: 0, show: 0 }
/** However far behind a consumer may be while the server counts as ready. */
const tolerableLag = 1000

/** Builds everything once: ports and domain into an engine, and around it what pages, routes and sockets use. */
export const composePoker = async (config: Config, log: Log) => {
  await migrateDatabase(config.DATABASE_URL, join(process.cwd(), 'db', 'migrations'))
  const client = connect(config.DATABASE_URL)
  const key = installationKey(config.RIVERBOOK_DATA_DIR)
  const journal = (line: { event: string }) => log.warn(line)
  const ports = postgresPorts(client, key, { clock: machineClock, chance: machineChance, journal })
  const engine = await startEngine(ports, pokerWith(config.RIVERBOOK_HURRY ? hurried : pauses))
  const names = makeNames(engine)
  const queries = makeQueries(engine, names, machineClock.now)
  const limited = (perSecond: number, burst: number) => rateLimit(perSecond, burst, machineClock.now)
  const administrator = await administratorToken(config, client)
  const sessions = makeSessions({
    engine,
    store: sessionStore(client),
    administratorHash: administrator.hash,
    secure: false,
    now: machineClock.now,
    audit: line => log.warn(line),
    limits: {
      signUps: limited(config.SIGN_UPS_PER_HOUR / 3600, config.SIGN_UPS_PER_HOUR),
      administrators: limited(5 / 60, 5),
    },
  })
  const commanding = { engine, limit: limited(config.COMMANDS_PER_SECOND, 2 * config.COMMANDS_PER_SECOND) }
  const instance: Instance = {
    queries,
    sessions,
    ...makeCommands(commanding),
    ...makeSpeculation(commanding),
    ...makeFacts(engine),
    reads: {
      ...makeRowReads({ engine, queries }),
      ...makeStreamReads(engine),
      ...makeLogReads(engine),
      ...makeConsoleReads({ engine, ports }),
    },
    operations: makeOperations({ engine, ports }),
    openapi: () => openapi(engine.registry),
    mayPost: originCheck({ lan: config.RIVERBOOK_LAN }),
    ready: async () => {
      await ports.events.lastPosition()
      const consumers = engine.status().map(({ name, lag }) => ({ name, lag }))
      return { ready: consumers.every(({ lag }) => lag < tolerableLag), consumers }
    },
    incident: error => {
      const id = v7()
      log.error({ incident: id, error: error instanceof Error ? error.stack : String(error) }, 'incident')
      return id
    },
    engineId: v7(),
  }
  await keepPracticeTables(engine, log)
  const secret = createHash('sha256').update(key).update('bots').digest('hex')
  const bots = await startHouseBots(engine, log, { hurry: config.RIVERBOOK_HURRY, secret })
  return {
    engine,
    instance,
    names,
    newAdministratorToken: administrator.fresh,
    stop: async () => {
      bots.stop()
      await engine.stop()
      await client.close()
    },
  }
}

/** From the environment; else made on the first run, told once, and only its hash is kept. */
const administratorToken = async (config: Config, client: ReturnType<typeof connect>) => {
  if (config.ADMIN_TOKEN) return { hash: hashOfToken(config.ADMIN_TOKEN), fresh: undefined }
  const token = randomBytes(32).toString('base64url')
  const hash = await settingStore(client).keepFirst('administrator-token', hashOfToken(token))
  return { hash, fresh: hash === hashOfToken(token) ? token : undefined }
}
