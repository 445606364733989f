// A map that forgets what was not used for longest.

export type RecentMap<V> = {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly drop: (key: string) => void
}

export const recentMap = <V>(most: number): RecentMap<V> => {
  const entries = new Map<string, V>()
  const set = (key: string, value: V) => {
    entries.delete(key)
    entries.set(key, value)
    const oldest = entries.size > most ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
  }
  return {
    get: key => {
      const value = entries.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
    drop: key => entries.delete(key),
  }
}
