import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventPacket, readPacket, retryMs } from './packets.ts'
import { openWire } from './wire.ts'

test.each([
  ['0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}', { kind: 'opened', beatMs: 45_000 }],
  ['2', { kind: 'ping' }],
  ['40{"sid":"b"}', { kind: 'connected' }],
  ['42["row",{"version":7}]', { kind: 'event', name: 'row', payload: { version: 7 } }],
  ['41', { kind: 'ended' }],
  ['44{"message":"UNAVAILABLE"}', { kind: 'ended' }],
  ['430[{"ok":true}]', { kind: 'other' }],
  ['6', { kind: 'other' }],
  ['42not json', { kind: 'other' }],
  ['', { kind: 'other' }],
])('[UI71] %s', (text, packet) => expect(readPacket(text)).toEqual(packet))

test('[UI71] an event asks for an acknowledgement', () =>
  expect(eventPacket(3, 'watch', { view: 'table' })).toBe('423["watch",{"view":"table"}]'))

type Fake = { url: string; sent: string[]; closed: boolean; onclose?: () => void; onmessage?: (event: object) => void }
const made: Fake[] = []
const heard: string[] = []
const on = new Map<string, () => void>()
const open = () =>
  openWire('/socket.io', {
    connected: () => heard.push('connected'),
    lost: () => heard.push('lost'),
    event: (name, payload) => heard.push(`${name} ${JSON.stringify(payload)}`),
  })
const latest = () => made.at(-1) as Fake
const hear = (text: string, from = latest()) => from.onmessage?.({ data: text })
const hello = () => {
  hear('0{"pingInterval":1000,"pingTimeout":500}')
  hear('40{"sid":"b"}')
}

beforeEach(() => {
  vi.useFakeTimers()
  made.length = 0
  heard.length = 0
  vi.stubGlobal('location', { origin: 'http://table.test' })
  vi.stubGlobal('window', { addEventListener: (name: string, listener: () => void) => on.set(name, listener) })
  vi.stubGlobal('document', { addEventListener: () => {}, hidden: false })
  // biome-ignore lint/complexity/useArrowFunction: called with `new`
  vi.stubGlobal('WebSocket', function (url: string) {
    const fake: Fake & { send: (text: string) => void; close: () => void } = {
      url,
      sent: [],
      closed: false,
      send: text => fake.sent.push(text),
      close: () => {
        fake.closed = true
      },
    }
    made.push(fake)
    return fake
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('[UI71] opens, says hello, answers the heartbeat, hears events', () => {
  const wire = open()
  hello()
  hear('2')
  hear('42["row",{"version":1}]')
  wire.emit('watch', { view: 'lobby', id: 'all' })
  expect(latest().url).toBe('ws://table.test/socket.io/?EIO=4&transport=websocket')
  expect(latest().sent).toEqual(['40', '3', '420["watch",{"view":"lobby","id":"all"}]'])
  expect(heard).toEqual(['connected', 'row {"version":1}'])
})
test('[UI71] nothing is sent before the connection stands', () => {
  open().emit('watch', {})
  expect(latest().sent).toEqual([])
})
test('[UI72] a closed connection is told once and made again', () => {
  open()
  hello()
  latest().onclose?.()
  latest().onclose?.()
  expect(heard).toEqual(['connected', 'lost'])
  vi.advanceTimersByTime(600)
  expect(made).toHaveLength(2)
  hello()
  expect(heard.at(-1)).toBe('connected')
})
test('[UI72] a silent connection is given up', () => {
  open()
  hello()
  vi.advanceTimersByTime(1400)
  hear('2')
  vi.advanceTimersByTime(1400)
  expect(heard).toEqual(['connected'])
  vi.advanceTimersByTime(200)
  expect(heard).toEqual(['connected', 'lost'])
  expect(made[0]?.closed).toBe(true)
})
test('[UI72] a browser without a network gives the connection up, and makes it again when the network is back', () => {
  open()
  hello()
  on.get('offline')?.()
  expect(heard).toEqual(['connected', 'lost'])
  expect(made[0]?.closed).toBe(true)
  on.get('online')?.()
  hello()
  expect(made).toHaveLength(2)
  expect(heard.at(-1)).toBe('connected')
})
test('[UI72] attempts go on while the server is away', () => {
  open()
  for (let attempt = 0; attempt < 5; attempt += 1) {
    latest().onclose?.()
    vi.advanceTimersByTime(4000)
  }
  expect(made).toHaveLength(6)
})
test('[UI72] after signing in the old connection is not heard any more', () => {
  const wire = open()
  hello()
  const old = latest()
  wire.renew()
  hear('42["row",{}]', old)
  old.onclose?.()
  hello()
  expect(made).toHaveLength(2)
  expect(old.closed).toBe(true)
  expect(heard).toEqual(['connected', 'connected'])
})
test('[UI72] waits grow to three seconds and are spread', () => {
  expect([0, 1, 2, 3, 9].map(attempt => retryMs(attempt, 0.5))).toEqual([400, 800, 1600, 3000, 3000])
  expect(retryMs(0, 0)).toBeLessThan(retryMs(0, 1))
})
