// One at a time per key, in the order of arrival: a queue in front of the compare-and-set.

export type KeyedQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>

export const keyedQueue = (): KeyedQueue => {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = tails.get(key) ?? Promise.resolve()
    const result = before.then(work, work)
    const settled = result.then(
      () => {},
      () => {},
    )
    tails.set(key, settled)
    void settled.then(() => {
      if (tails.get(key) === settled) tails.delete(key)
    })
    return result
  }
}
