import { randomUUID } from 'node:crypto'
import { Hand } from '@/domain/hand/hand'
import { poker } from '@/domain/poker'
import { fold } from '@/engine/fold'
import type { Message, Page } from '@/engine/message'
import { freePort } from '../start/free-port.mjs'
import { serve } from '../start/serve.mjs'
import { figuresOf, latencyHead, latencyRow, type Section } from './figures'
import { playHeadsUp } from './heads-up'
import { engineOn, newDatabase, type Place } from './place'

/** Two guests at a table of a running server, then the same database under an engine of its own. */
export const play = async (place: Place): Promise<Section> => {
  const actions = place.quick ? 100 : 600
  const url = await newDatabase(place)
  const { action, push } = await measureServer(url, place, actions)
  const { lags, folds } = await measureProjection(url, place.quick ? 100 : 400)
  return {
    title: 'Poker, from hand to hand',
    lines: [
      ...latencyHead,
      latencyRow('player action: HTTP in, durable, answer out', figuresOf(action), { p50: 10 }),
      latencyRow('push: event recorded to row at the other player', figuresOf(push), { p50: 50 }),
      latencyRow('projection lag: durable to row saved', figuresOf(lags), { p50: 10 }),
      latencyRow('fold of 10,000 hand events', figuresOf(folds), { p50: 50 }),
    ],
  }
}

const measureServer = async (databaseUrl: string, { folder }: Place, actions: number) => {
  const server = serve({
    port: await freePort(),
    databaseUrl,
    dataDir: folder,
    env: { RIVERBOOK_HURRY: '1', COMMANDS_PER_SECOND: '100000', SIGN_UPS_PER_HOUR: '100000' },
    write: () => {},
  })
  try {
    const base = await server.ready
    await playHeadsUp(base, 50)
    return await playHeadsUp(base, actions)
  } finally {
    await server.stop()
  }
}

/** In one process: from the answer (durable) to the saved row of a projector. */
const measureProjection = async (databaseUrl: string, deposits: number) => {
  // The hands that were played before lie under the server's key: nothing here goes on with them.
  const accounts = { ...poker, sagas: [], processManagers: [] }
  const { engine, ports, stop } = await engineOn(databaseUrl, accounts)
  const rows = new Map<string, () => void>()
  engine.onRows(({ projection, changes }) => {
    if (projection === 'player') for (const { key } of changes) rows.get(key)?.()
  })
  const lags: number[] = []
  const player = randomUUID()
  const order = (message: object) =>
    engine.execute({
      cover: { domain: 'player', root: player, edition: '', correlationId: '', ext: null },
      message: message as Message,
      commandId: randomUUID(),
      actor: 'administrator',
    })
  await order({ type: 'RegisterPlayer', displayName: 'Bench', kind: 'bot' })
  await engine.settled()
  for (let n = 0; n < deposits; n++) {
    const saved = new Promise<number>(resolve => rows.set(player, () => resolve(performance.now())))
    await order({ type: 'DepositFunds', amount: 1 })
    const durable = performance.now()
    lags.push(Math.max(0, (await saved) - durable))
  }
  const pages = (await allPages(ports.events.readAll)).filter(page => page.domain === 'hand')
  await stop()
  return { lags, folds: foldTimes(pages) }
}

const allPages = async (read: (after: number, limit: number) => Promise<readonly Page[]>) => {
  const pages: Page[] = []
  for (;;) {
    const next = await read(pages.length, 1000)
    if (next.length === 0) return pages
    pages.push(...next)
  }
}

/** Times to fold 10,000 events of real hands, stream by stream. */
const foldTimes = (pages: readonly Page[]): number[] => {
  const streams = new Map<string, Page[]>()
  for (const page of pages) streams.set(page.root, [...(streams.get(page.root) ?? []), page])
  return Array.from({ length: 30 }, () => {
    const start = performance.now()
    for (let folded = 0; folded < 10_000; ) {
      for (const stream of streams.values()) {
        fold(Hand, stream)
        folded += stream.length
        if (folded >= 10_000) break
      }
    }
    return performance.now() - start
  }).slice(5)
}
