// Two hands of poker, told again with a fault at every single call of a port: no chip is lost and none is made.
import { expect, test } from 'vitest'
import type { Page } from '@/engine/message'
import type { Fault } from '@/engine/testing/faults'
import { placesOf, type Told, tell } from '@/engine/testing/story'
import { verifyLog } from '@/engine/verify'
import { PlayerId, TableId } from './ids.ts'
import { poker } from './poker.ts'

const ann = PlayerId.parse('00000000-0000-4000-a000-000000000001')
const bob = PlayerId.parse('00000000-0000-4000-a000-000000000002')
const table = TableId.parse('00000000-0000-4000-b000-000000000001')
const player = (root: PlayerId) => ({ domain: 'player', root, actor: root })

const opening = {
  type: 'CreateTable',
  name: 'Test',
  variant: 'texas-holdem',
  smallBlind: 5,
  bigBlind: 10,
  ante: { kind: 'none', amount: 0 },
  minBuyIn: 10,
  maxBuyIn: 5000,
  seats: 6,
  actionSeconds: 20,
  timeBankSeconds: 15,
  reveal: 'shown-only',
  visibility: 'public',
  rake: null,
}

/** A turn is folded, chips are added, a turn runs out of its time and of the time bank, and both go home. */
const story = (fault?: Fault) =>
  tell(
    poker,
    async ({ order, later }) => {
      const reserve = { type: 'ReserveFunds', table, amount: 500 }
      await order({ domain: 'table', root: table, actor: 'administrator', message: opening })
      for (const [seat, one] of [ann, bob].entries()) {
        await order({
          ...player(one),
          message: { type: 'RegisterPlayer', displayName: `Player ${seat}`, kind: 'human' },
        })
        await order({ ...player(one), message: { type: 'DepositFunds', amount: 1000 } })
        await order({ ...player(one), message: { ...reserve, purpose: 'buy-in', seat } })
      }
      await later(4000)
      await order({ ...player(ann), message: { ...reserve, purpose: 'top-up', amount: 40 } })
      await later(45_000)
      for (const one of [ann, bob])
        await order({ domain: 'table', root: table, actor: one, message: { type: 'LeaveTable', player: one } })
      await later(15_000)
    },
    fault,
  )

/** No times, no ids, no cards. */
const lineOf = ({ domain, root, sequence, type, data }: Page) =>
  `${domain} ${domain === 'dead-letter' ? '' : root} ${sequence} ${type} ${data.amount ?? ''} ${data.stack ?? ''} ${data.rake ?? ''}`

const outcome = async ({ ports }: Told) => {
  const pages = await ports.events.readAll(0, 10_000)
  expect(await verifyLog(ports.events)).toEqual({ ok: true, checked: pages.length })
  const ledger = (await ports.projections.all({ name: 'ledger', version: 1 })).get('all')
  expect(ledger?.row).toMatchObject({ balance: 0, lowest: 0, alarm: null })
  return { events: pages.map(lineOf).sort(), ledger: ledger?.row }
}

const faultless = await story()
const expected = await outcome(faultless)
const places = placesOf(faultless)

test('[CR5] the game that is disturbed is a whole one', () => {
  const types = expected.events.map(line => line.split(' ')[3])
  for (const type of ['ChipsAdded', 'TurnExtended', 'PlayerTimedOut', 'HandEnded', 'PlayerLeft', 'FundsReleased'])
    expect(types).toContain(type)
  expect(types).not.toContain('DeadLetterOpened')
})

/** All three at every place take a minute: the bank's story has them. Here each third place has one. */
const kinds = ['lost', 'refused', 'ended'] as const
const disturbed = places.filter(({ at }) => at % 3 === 0)

test('[CR6] no chip is lost or made, wherever a call fails or the process ends', { timeout: 60_000 }, async () => {
  const traces: string[] = []
  for (const [index, { call, at }] of disturbed.entries()) {
    const kind = kinds[index % kinds.length] ?? 'ended'
    const told = await story({ at, kind }).then(outcome, String)
    if (JSON.stringify(told) !== JSON.stringify(expected)) traces.push(`${at} ${call} ${kind}`)
  }
  expect(traces).toEqual([])
})
