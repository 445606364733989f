// Work that no answer waits for, but the end does: a graceful stop finishes what is in hand.

export type Aside = {
  readonly add: (work: Promise<unknown>) => void
  /** Resolves when nothing of it is under way any more, however it ended. */
  readonly done: () => Promise<void>
}

export const aside = (): Aside => {
  const underWay = new Set<Promise<unknown>>()
  return {
    add: work => {
      const ended = work.then(
        () => {},
        () => {},
      )
      underWay.add(ended)
      void ended.then(() => underWay.delete(ended))
    },
    done: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
