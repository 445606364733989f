const key = 'riverbook.console.visits'
const most = 8

/** Where one was in this tab, the last place first. */
export const readVisits = (): readonly string[] => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string' && one.startsWith('/')) : []
  } catch {
    return []
  }
}

export const noteVisit = (href: string) => {
  try {
    const others = readVisits().filter(one => one !== href)
    sessionStorage.setItem(key, JSON.stringify([href, ...others].slice(0, most)))
  } catch {
    // A tab that keeps nothing has no recent places.
  }
}
export const forgetVisits = () => {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}

/** `/admin/dead-letters/0192…` is told as "dead letters 0192…". */
export const visitWords = (href: string): string =>
  href
    .replace(/^\/admin\/?/, '')
    .split('/')
    .map(part => decodeURIComponent(part).replace('-letters', ' letters'))
    .join(' ')
