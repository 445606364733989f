import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { pokerWith } from '@/domain/poker'
import { startEngine } from '@/engine/engine'
import { memoryPorts } from '@/engine/memory/ports'
import type { Span } from '@/engine/ports'
import { bank } from '@/engine/testing/bank'
import { sourceOf } from '../callers/request-source.ts'
import { countRequests } from './drain.ts'
import { describedError, type Log, lineOf } from './log.ts'
import { machineChance, machineClock } from './machine.ts'
import { makeMetrics, watchEngine } from './metrics.ts'
import { observedEngine, observedPorts } from './observed.ts'
import { noTrace, type Trace } from './trace.ts'

const open = async (trace: Trace = noTrace) => {
  const metrics = makeMetrics()
  const lines: object[] = []
  const log = { info: (line: object) => void lines.push(line) } as unknown as Log
  const ports = observedPorts(memoryPorts({ clock: machineClock }), { metrics, trace, log })
  const started = await startEngine(ports, pokerWith({ nextHand: 0, runOut: 0, show: 0 }))
  const engine = observedEngine(started, { metrics, trace, log })
  watchEngine(metrics, engine)
  const player = randomUUID()
  const send = (message: { type: string; [field: string]: unknown }, more: object = {}) =>
    engine.execute({
      cover: { domain: 'player', root: player, edition: '', correlationId: 'Ann’s own words', ext: null },
      message,
      commandId: randomUUID(),
      actor: player,
      ...more,
    })
  await send({ type: 'RegisterPlayer', displayName: 'Ann', kind: 'human' })
  return { engine, metrics, lines, send, told: () => metrics.registry.metrics() }
}

test('[QS40] commands are counted by what became of them, conflicts by strategy, events, replays, and what consumers are behind', async () => {
  const { engine, send, told } = await open()
  await send({ type: 'DepositFunds', amount: 10 })
  await send({ type: 'WithdrawFunds', amount: 10_000 }, { sequence: 2 })
  await send({ type: 'RenamePlayer', displayName: 'Anna' })
  await send({ type: 'RenamePlayer', displayName: 'Anne' }, { sequence: 2 })
  await engine.settled()
  const text = await told()
  expect(text).toContain('riverbook_commands_total{domain="player",type="DepositFunds",outcome="accepted"} 1')
  expect(text).toContain('riverbook_commands_total{domain="player",type="WithdrawFunds",outcome="rejected"} 1')
  expect(text).toContain('riverbook_conflicts_total{strategy="COMMUTATIVE"} 1')
  expect(text).toContain('riverbook_events_appended_total{domain="player"} 3')
  expect(text).toMatch(/riverbook_command_seconds_bucket\{le="0.5",domain="player",type="DepositFunds"\} 1/)
  expect(text).toMatch(/riverbook_replay_seconds_count\{domain="player"\} \d/)
  expect(text).toContain('riverbook_consumer_lag_events{name="player"} 0')
  expect(text).toContain('riverbook_consumer_lag_milliseconds{name="player"} 0')
  expect(text).not.toMatch(/Ann/)
  await engine.stop()
})

type Seen = { readonly name: string; readonly within: Seen | undefined; readonly about: Parameters<Span>[1] }

/** Spans as they lie in each other, as OpenTelemetry finds them: by what is under way where one begins. */
const spansSeen = (): { readonly spans: readonly Seen[]; readonly trace: Trace } => {
  const spans: Seen[] = []
  const underWay = new AsyncLocalStorage<Seen>()
  const span: Span = (name, about, work) => {
    const seen = { name, about, within: underWay.getStore() }
    spans.push(seen)
    return underWay.run(seen, work)
  }
  return { spans, trace: { span } }
}

test('[QS41] spans lead from a command to its append to the consumers', async () => {
  const { spans, trace } = spansSeen()
  const { engine } = await open(trace)
  await engine.settled()
  const [command, append] = spans
  expect(command).toMatchObject({ name: 'command', about: { domain: 'player', type: 'RegisterPlayer' } })
  expect(append).toMatchObject({
    name: 'append',
    within: command,
    about: { events: 1, command: command?.about.command },
  })
  const consumers = spans.filter(({ name }) => name === 'consumer')
  expect(consumers.map(({ about }) => about.consumer)).toContain('player')
  expect(consumers.every(({ about }) => String(about.causes).includes(String(command?.about.command)))).toBe(true)

  await engine.stop()
})

test('[QS41] what a saga sends lies in the span of its consumer, which names the command that led there', async () => {
  const { spans, trace } = spansSeen()
  const metrics = makeMetrics()
  const log = { info: () => {} } as unknown as Log
  const ports = observedPorts(memoryPorts({ clock: machineClock }), { metrics, trace, log })
  const engine = observedEngine(await startEngine(ports, bank), { metrics, trace, log })
  const [from, to] = [randomUUID(), randomUUID()]
  const ask = (root: string, message: { type: string; [field: string]: unknown }, commandId = randomUUID()) =>
    engine.execute({
      cover: { domain: 'account', root, edition: '', correlationId: '', ext: null },
      message,
      commandId,
      actor: from,
    })
  await ask(from, { type: 'Open', amount: 100 })
  await ask(to, { type: 'Open' })
  const transfer = randomUUID()
  await ask(from, { type: 'Transfer', amount: 40, to }, transfer)
  await engine.settled()
  const deposit = spans.find(({ name, about }) => name === 'command' && about.origin === transfer)
  expect(deposit).toMatchObject({
    about: { domain: 'account', root: to, type: 'Deposit' },
    within: { name: 'consumer', about: { consumer: 'transfers', causes: expect.stringContaining(transfer) } },
  })
  expect(spans.find(({ name, within }) => name === 'append' && within === deposit)).toMatchObject({
    about: { command: deposit?.about.command, cause: deposit?.about.cause },
  })
  await engine.stop()
})

test('[QS42] a command is told to the log by ids, types and reasons, never by words that somebody chose', async () => {
  const { engine, lines } = await open()
  expect(lines).toEqual([
    expect.objectContaining({
      event: 'command',
      type: 'RegisterPlayer',
      outcome: 'accepted',
      correlationId: 'not-an-id',
    }),
  ])
  expect(JSON.stringify(lines)).not.toContain('Ann')
  await engine.stop()
})

test('[QS42] of the journal and of errors nothing is logged that was written or sent', () => {
  const line = lineOf({
    event: 'dead-letter',
    reason: 'COMMAND_REJECTED',
    subject: 'player/RenamePlayer',
    payload: { displayName: 'Ann' },
    detail: 'Ann is taken',
    correlationId: 'for Ann',
    error: 'Failed query: insert into events\nparams: Ann,Ah',
  })
  expect(line).toMatchObject({ event: 'dead-letter', reason: 'COMMAND_REJECTED', correlationId: 'not-an-id' })
  expect(JSON.stringify(line)).not.toMatch(/Ann|Ah/)
  const cause = new Error('duplicate key: Key (name)=(Ann) already exists')
  const error = new Error('Failed query: insert\nparams: Ann,Kd', { cause })
  expect(describedError(error)).toContain('Failed query')
  expect(describedError(error)).toContain('duplicate key')
  expect(describedError(error)).not.toMatch(/Ann|Kd/)
})

test('[QS43] this machine is whoever asks from it, not whoever asks through it', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(sourceOf(address, {}).place).toBe('here')
  for (const address of ['10.0.0.1', '128.0.0.1', '::ffff:10.0.0.1', undefined, '127.0.0.1.evil.example'])
    expect(sourceOf(address, {}).place).toBe('elsewhere')
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect(sourceOf('127.0.0.1', { [header]: '127.0.0.1' }).place).toBe('elsewhere')
})

const listening = async (http: Server) => {
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

test('[QS44] a server that stops answers what it has in hand', async () => {
  const http = createServer()
  const requests = countRequests(http)
  const asked = new Promise<() => void>(resolve => {
    http.on('request', (_, response) => resolve(() => response.end('done')))
  })
  const base = await listening(http)
  const reply = fetch(base)
  const answer = await asked
  let isDrained = false
  const drained = requests.drained(60_000).then(() => {
    isDrained = true
  })
  expect(isDrained).toBe(false)
  answer()
  expect(await (await reply).text()).toBe('done')
  await drained
  http.close()
  http.closeAllConnections()
})

test('[QS46] an event’s id and its time are told by this machine: a UUID of version 7, microseconds in UTC', () => {
  const before = Date.now()
  const ids = Array.from({ length: 1000 }, machineChance.id)
  const after = Date.now()
  expect(new Set(ids).size).toBe(1000)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const at = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
    expect(at >= before && at <= after).toBe(true)
  }
  const times = Array.from({ length: 1000 }, machineClock.recordedAt)
  expect([...times].sort()).toEqual(times)
  for (const time of times) expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
})
