// What has to be destroyed after an event says so: the events of a purged edition, the key of a forgotten subject.
import type { Consumer } from './consumer.ts'
import type { Page } from './message.ts'
import { eventOf } from './message.ts'
import type { Runtime } from './runtime.ts'

/** Who an event forgets: their key goes, and with it every personal part, wherever it lies. */
const forgottenBy = ({ registry }: Runtime, page: Page): string | undefined => {
  const events = registry.find(page.domain)?.events ?? {}
  const declared = Object.hasOwn(events, page.type) ? events[page.type] : undefined
  return page.edition === '' ? declared?.forgets?.(eventOf(page), page.root) : undefined
}

/** Doing it again destroys nothing more: it is done at least once. */
export const housekeeping = (runtime: Runtime): Consumer => ({
  name: 'housekeeping',
  version: 1,
  kind: 'saga',
  wants: page =>
    (page.domain === 'edition' && page.type === 'EditionPurged') || forgottenBy(runtime, page) !== undefined,
  handle: async (pages, move) => {
    const { events, vault, snapshots, checkpoints } = runtime.ports
    for (const page of pages) {
      const subject = forgottenBy(runtime, page)
      if (subject === undefined) await events.purge(String(page.data.name))
      else {
        await vault.forget(subject)
        await snapshots.forget(subject)
      }
    }
    return checkpoints.save({ name: 'housekeeping', version: 1 }, move)
  },
})
