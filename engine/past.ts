// The store as it stood at a position: for asking what a command would have come to then.
import type { Page, StreamName } from './message.ts'
import type { Cut, EventStore, Ports } from './ports.ts'

/** No snapshot is newer than the moment either. */
export const pastPorts = (ports: Ports, position: number): Ports => ({
  ...ports,
  events: pastEvents(ports.events, position),
  snapshots: {
    ...ports.snapshots,
    latest: (stream, { upToPosition = position, ...query }) =>
      ports.snapshots.latest(stream, { ...query, upToPosition: Math.min(upToPosition, position) }),
  },
})

const pastEvents = (events: EventStore, position: number): EventStore => {
  const wasThere = (page: Page) => page.position <= position
  const newest = async (stream: StreamName, before: number) =>
    (await events.search({ ...nameOf(stream), before, limit: 1 }))[0]
  const newestOfMain = async (stream: StreamName, { beforeSequence, upToPosition = position }: Cut) => {
    const found = await newest({ ...stream, edition: '' }, Math.min(position, upToPosition) + 1)
    if (beforeSequence === undefined || !found || found.sequence < beforeSequence) return found
    return (await events.read({ ...stream, edition: '' }, { from: beforeSequence - 1, to: beforeSequence - 1 }))[0]
  }
  return {
    ...events,
    head: async (stream, { main } = {}) => {
      const found = (await newest(stream, position + 1)) ?? (main && (await newestOfMain(stream, main)))
      return { nextSequence: found ? found.sequence + 1 : 0, hash: found?.hash ?? '' }
    },
    read: async (stream, reading) => (await events.read(stream, reading)).filter(wasThere),
    readReferences: async references => (await events.readReferences(references)).filter(wasThere),
    search: async filter => events.search({ ...filter, before: Math.min(filter.before ?? position + 1, position + 1) }),
    lastPosition: async () => position,
  }
}

const nameOf = ({ domain, root, edition }: StreamName) => ({ domain, root, edition })
