import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { connect, migrateDatabase } from '@/db/client'
import { durabilityOf } from '@/db/durability'
import { postgresPorts } from '@/db/ports'
import { sessionStore, settingStore } from '@/db/sessions'
import { pokerWith } from '@/domain/poker'
import { pauses } from '@/domain/process-managers/pauses'
import { startEngine } from '@/engine/engine'
import { withDomainsOf } from './added-domain'
import { originCheck } from './callers/origins'
import { hashOfToken, makeSessions } from './callers/sessions'
import type { Config } from './config'
import { installationKey } from './installation-key'
import type { Instance } from './instance'
import { openapi } from './openapi'
import { describedError, type Log, lineOf } from './operating/log'
import { machineChance, machineClock } from './operating/machine'
import { makeMetrics, watchEngine } from './operating/metrics'
import { observedEngine, observedPorts } from './operating/observed'
import { openTelemetry, startExporter } from './operating/trace'
import { makeBranchPlay } from './play/branch-play'
import { startHouseBots } from './play/house-bots'
import { keepPracticeTables } from './play/practice-tables'
import { runManyKind } from './play/run-many'
import { makeWhatIfs } from './play/what-ifs'
import { makeConsoleReads } from './reading/console-reads'
import { makeHandReads } from './reading/hand-history'
import { makeLogReads } from './reading/log-reads'
import { makeNames } from './reading/names'
import { makeQueries } from './reading/queries'
import { makeRowReads } from './reading/row-reads'
import { makeStreamReads } from './reading/stream-reads'
import { makeTimeline } from './reading/timeline'
import { keepVitals } from './reading/vitals'
import { makeCommands } from './sending/commands'
import { makeFacts } from './sending/facts'
import { makeOperations } from './sending/operations'
import { makeSpeculation } from './sending/speculation'
import { rateLimit } from './sockets/rate-limit'

const version = '0.1.0'
const hurried = { nextHand: 0, runOut: 0, show: 0 }
/** However far behind a consumer may be while the server counts as ready. */
const tolerableLag = 1000

/** Builds everything once: ports and domain into an engine, and around it what pages, routes and sockets use. */
export const composePoker = async (config: Config, log: Log) => {
  const role = await migrateDatabase(config.DATABASE_URL, join(process.cwd(), 'db', 'migrations'))
  const client = connect(config.DATABASE_URL, { role })
  const durability = await durabilityOf(client)
  if (!durability.ok) log.warn({ durability }, 'what is answered as stored may not outlive a crash')
  const key = installationKey(config.RIVERBOOK_DATA_DIR)
  const vitals = keepVitals(machineClock.now)
  const journal = (line: { event: string }) => {
    vitals.journaled(line)
    log.warn(lineOf(line))
  }
  const metrics = makeMetrics()
  const observing = { metrics, trace: openTelemetry(), log }
  const stopExporter = await startExporter(process.env, log)
  const ports = observedPorts(
    postgresPorts(client, key, { clock: machineClock, chance: machineChance, journal }),
    observing,
  )
  const own = pokerWith(config.RIVERBOOK_HURRY ? hurried : pauses)
  const started = await startEngine(ports, await withDomainsOf(own, config.RIVERBOOK_DOMAINS), {
    'run-many': runManyKind(() => engine),
  })
  const engine = observedEngine(started, observing)
  watchEngine(metrics, engine)
  const stopVitals = vitals.watch(engine, metrics.registry)
  const names = makeNames(engine)
  const queries = makeQueries(engine, names, machineClock.now)
  const timeline = makeTimeline(engine, names)
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
      recoveries: limited(10 / 60, 10),
    },
  })
  const commanding = {
    engine,
    limit: limited(config.COMMANDS_PER_SECOND, 2 * config.COMMANDS_PER_SECOND),
    forget: sessions.forget,
  }
  const engineId = v7()
  const secret = createHash('sha256').update(key).update('bots').digest('hex')
  const play = makeBranchPlay({ engine, log, secret })
  const instance: Instance = {
    queries,
    sessions,
    ...makeCommands(commanding),
    ...makeSpeculation(commanding),
    ...makeFacts(engine),
    reads: {
      ...makeRowReads({ engine, queries, names }),
      ...makeStreamReads(engine),
      ...makeLogReads({ engine, timeline }),
      ...makeHandReads(queries),
      ...makeConsoleReads({ engine, ports, vitals }),
    },
    operations: makeOperations({ engine, ports }),
    whatIfs: makeWhatIfs({ engine, play, limit: commanding.limit, now: machineClock.now }),
    openapi: () => openapi(engine.registry),
    mayPost: originCheck({ lan: config.RIVERBOOK_LAN }),
    ready: async () => {
      await ports.events.lastPosition()
      const consumers = engine.status().map(({ name, lag }) => ({ name, lag }))
      const ready = consumers.every(({ lag }) => lag < tolerableLag)
      return { ready, database: 'reachable', migrations: 'applied', consumers }
    },
    metrics: async (caller, place) =>
      caller.kind === 'administrator' || place === 'here'
        ? { text: await metrics.registry.metrics(), type: metrics.registry.contentType }
        : undefined,
    health: async () => ({ status: 'alive', version, node: process.version, engine: engineId, durability }),
    incident: error => {
      const id = v7()
      log.error({ incident: id, error: describedError(error) }, 'incident')
      return id
    },
    engineId,
  }
  await keepPracticeTables(engine, log)
  await play.start()
  const bots = await startHouseBots(engine, log, { hurry: config.RIVERBOOK_HURRY, secret })
  return {
    engine,
    instance,
    names,
    timeline,
    watchSockets: (count: () => number) => metrics.gauge('sockets', 'Open sockets', () => [{ value: count() }]),
    newAdministratorToken: administrator.fresh,
    stop: async () => {
      stopVitals()
      bots.stop()
      play.stop()
      await engine.stop()
      await client.close()
      await stopExporter()
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
