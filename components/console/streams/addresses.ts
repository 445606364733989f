/** The same page inside of an edition. */
export const withEdition = (href: string, edition: string): string =>
  edition === '' ? href : `${href}${href.includes('?') ? '&' : '?'}edition=${encodeURIComponent(edition)}`
