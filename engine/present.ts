// What may leave: events as one viewer may see them. Every way out goes through here.
import { type Loading, withPrivateParts } from './load.ts'
import type { Page } from './message.ts'
import { openPersonal } from './personal.ts'
import { asFarAsRead } from './upcast.ts'

/** Who looks: an audience of private parts, such as a player id; undefined for a stranger. */
export type Viewer = { readonly audience: string | undefined }

/**
 * Stored pages in today's version: personal parts open, or `forgotten`, private parts for their own audience only.
 * What a viewer sees of a state is the fold of these, and nothing else.
 */
export const present = async (
  { ports, registry }: Loading,
  pages: readonly Page[],
  viewer: Viewer,
): Promise<readonly Page[]> => {
  const current = pages.map(page => asFarAsRead(registry, page))
  const opened = viewer.audience === undefined ? current : await withPrivateParts(ports, current)
  return Promise.all(
    opened.map(async page => {
      const shown = partsFor(page, viewer)
      const data = await openPersonal(ports.vault, page.data)
      return data === page.data ? shown : { ...shown, data }
    }),
  )
}

/** The parts for `nobody`, and for anybody else, stop here. */
export const partsFor = (page: Page, { audience }: Viewer): Page => {
  const { private: parts, ...open } = page
  if (!parts || audience === undefined || audience === 'nobody') return open
  const own = Object.hasOwn(parts, audience) ? parts[audience] : undefined
  return own ? { ...open, private: { [audience]: own } } : open
}
