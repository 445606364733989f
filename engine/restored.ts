// What consumers make of editions: nothing while one is discarded, and all of it again when it comes back.
import type { Consumer } from './consumer.ts'
import { Edition, type EditionState } from './edition.ts'
import { pagesIn } from './edition-merge.ts'
import { loadEdition, loadStream } from './load.ts'
import type { Page } from './message.ts'
import type { Runtime } from './runtime.ts'

/**
 * A consumer whose reactions have ids of their own: what it did before has no second effect, so that an edition that is
 * restored is handed over from its beginning, and what was passed over meanwhile is done.
 */
export const inOpenEditions = (runtime: Runtime, consumer: Consumer): Consumer => ({
  ...consumer,
  wants: page => isRestored(page) || consumer.wants(page),
  handle: async (pages, move, along) => consumer.handle(await owed(runtime, consumer, pages), move, along),
})

const isRestored = ({ domain, type }: Page): boolean => domain === Edition.domain && type === 'EditionRestored'

const owed = async (runtime: Runtime, { wants }: Consumer, pages: readonly Page[]): Promise<readonly Page[]> => {
  const again = await Promise.all(pages.filter(isRestored).map(page => before(runtime, page)))
  const every = new Map([...again.flat(), ...pages].filter(wants).map(page => [page.position, page]))
  const open = await openAmong(runtime, [...every.values()])
  return [...every.values()].filter(({ edition }) => open.has(edition)).sort((a, b) => a.position - b.position)
}

/** All that happened in an edition until it was restored. */
const before = async (runtime: Runtime, restored: Page): Promise<readonly Page[]> => {
  const { name } = (await loadStream<EditionState>(runtime, restored)).state
  return (await pagesIn(runtime, name)).filter(({ position }) => position < restored.position)
}

const openAmong = async (runtime: Runtime, pages: readonly Page[]): Promise<ReadonlySet<string>> => {
  const open = new Set([''])
  for (const edition of new Set(pages.map(page => page.edition)))
    if (edition !== '' && (await loadEdition(runtime, edition)).status === 'open') open.add(edition)
  return open
}
