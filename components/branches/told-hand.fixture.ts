import { Card } from '@/domain/cards/card'
import type { HandEvent } from '@/domain/hand/events'
import { ann, bob, cat, committed, hand, script, table } from '@/domain/projections/scripted-hand.fixture'
import type { HandHistory, ReplayPage } from '@/domain/replay/history'

/** In which the same event has the same id wherever it is told. */
const pageOf = ({ type, ...data }: HandEvent, sequence: number) =>
  ({
    ...{ sequence, type, data, eventId: `${sequence} ${JSON.stringify(data)}` },
    ...{ recordedAt: '2026-01-05T12:00:00.000000Z', position: 100 + sequence, actor: 'test' },
  }) as unknown as ReplayPage

/** A hand as it is read by Ann. */
export const toldHand = (events: readonly HandEvent[], edition = ''): HandHistory => ({
  ...{ hand, edition, table, number: 7, kinds: {}, viewer: ann, viewerSeat: 0 as HandHistory['viewerSeat'] },
  ...{ names: { [ann]: 'Ann', [bob]: 'Bob', [cat]: 'Cat' }, cards: ['As', '9s'].map(card => Card.parse(card)) },
  setting: {
    ...{ name: 'Mild Breeze', host: 'administrator', minBuyIn: 100, maxBuyIn: 2000, capacity: 6 },
    visibility: 'public',
  },
  pages: events.map(pageOf),
  nextSequence: events.length,
  over: events.some(({ type }) => type === 'HandCompleted'),
  ...{ previous: null, next: null },
})
export const mainEvents: readonly HandEvent[] = [committed, ...Object.values(script).flat()]
