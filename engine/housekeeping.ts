// What has to be destroyed after an event says so: the events of a purged edition, the key of a forgotten subject.
import { type Consumer, moveOn } from './consumer.ts'
import type { Page } from './message.ts'
import { eventOf } from './message.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

/** Who an event forgets: their key goes, and with it every personal part, wherever it lies. */
const forgottenBy = ({ registry }: Runtime, page: Page): string | undefined => {
  const events = registry.find(page.domain)?.events ?? {}
  const declared = Object.hasOwn(events, page.type) ? events[page.type] : undefined
  return page.edition === '' ? declared?.forgets?.(eventOf(page), page.root) : undefined
}

const destroy = async (runtime: Runtime, page: Page): Promise<void> => {
  const { events, vault, snapshots } = runtime.ports
  const subject = forgottenBy(runtime, page)
  if (subject === undefined) return events.purge(String(page.data.name))
  await vault.forget(subject)
  await snapshots.forget(subject)
}

/** Doing it again destroys nothing more: it is done at least once. */
export const housekeeping = (runtime: Runtime): Consumer => ({
  name: 'housekeeping',
  version: 1,
  kind: 'saga',
  wants: page =>
    (page.domain === 'edition' && page.type === 'EditionPurged') || forgottenBy(runtime, page) !== undefined,
  handle: async (pages, move) => {
    for (const page of pages) await withRetries(runtime.ports, () => destroy(runtime, page))
    return moveOn(runtime.ports, { name: 'housekeeping', version: 1 }, move)
  },
})
