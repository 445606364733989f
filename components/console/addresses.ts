/** The same page inside of an edition. */
export const withEdition = (href: string, edition: string): string =>
  edition === '' ? href : `${href}${href.includes('?') ? '&' : '?'}edition=${encodeURIComponent(edition)}`

type Stream = { readonly domain: string; readonly root: string; readonly edition: string }

/** A stream, or the moment after one of its events. */
export const streamPath = ({ domain, root, edition }: Stream, at?: number): string =>
  withEdition(`/admin/streams/${domain}/${root}${at === undefined ? '' : `?at=${at}`}`, edition)
export const eventPath = ({ domain, root, edition, sequence }: Stream & { readonly sequence: number }): string =>
  withEdition(`/admin/streams/${domain}/${root}/events/${sequence}`, edition)
export const correlationPath = (id: string): string => `/admin/correlations/${encodeURIComponent(id)}`
