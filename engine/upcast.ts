// Old shape to new shape whenever an event is read, version by version; what is stored stays as it is.
import { named, PayloadRefused } from './errors.ts'
import type { Page } from './message.ts'
import type { Registry } from './registry.ts'

/** The page in today's version of its type. Throws PayloadRefused where there is no path to it. */
export const upcast = (registry: Registry, page: Page): Page => {
  const events = registry.find(page.domain)?.events ?? {}
  const declared = Object.hasOwn(events, page.type) ? events[page.type] : undefined
  if (!declared) throw new PayloadRefused(`${page.domain} has no event ${page.type}`)
  if (page.schemaVersion === declared.version) return page
  if (page.schemaVersion > declared.version)
    throw new PayloadRefused(`${page.type} of version ${page.schemaVersion} is newer than this program`)
  let data = page.data
  for (let version = page.schemaVersion; version < declared.version; version++) {
    const step = declared.upcasters?.[version]
    if (!step) throw new PayloadRefused(`${page.type} has no way from version ${version} to ${version + 1}`)
    data = stepped(page, () => step(data))
  }
  return { ...page, data, schemaVersion: declared.version }
}

/**
 * What no way leads to today's version of is left as it was stored, under its own version: a list does not end where one
 * event of it cannot be read. Whoever folds what is presented upcasts first, and hears of it there.
 */
export const asFarAsRead = (registry: Registry, page: Page): Page => {
  try {
    return upcast(registry, page)
  } catch (error) {
    if (named(error, 'PayloadRefused')) return page
    throw error
  }
}

const stepped = (page: Page, step: () => Page['data']): Page['data'] => {
  try {
    return step()
  } catch (error) {
    throw new PayloadRefused(`${page.type} #${page.sequence} of ${page.domain}/${page.root}: ${String(error)}`)
  }
}
