// What may leave: an event as one viewer may see it. Every way out goes through here.
import type { Page } from './message.ts'

/** Who looks: an audience of private parts, such as a player id; undefined for a stranger. */
export type Viewer = { readonly audience: string | undefined }

/** The parts for `nobody`, and for anybody else, stop here. */
export const present = (page: Page, viewer: Viewer): Page => {
  const { private: parts, ...open } = page
  if (!parts || viewer.audience === undefined || viewer.audience === 'nobody') return open
  const own = Object.hasOwn(parts, viewer.audience) ? parts[viewer.audience] : undefined
  return own ? { ...open, private: { [viewer.audience]: own } } : open
}
