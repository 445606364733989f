// What happened in a run, line by line: one hash of all of it, and the lines themselves where somebody wants to read them.

export type Trace = {
  readonly say: (line: string) => void
  readonly hash: () => string
  /** The newest ones. */
  readonly lines: () => readonly string[]
}

const most = 4000

/** FNV-1a, twice with other beginnings. */
export const trace = (isKept: boolean, now: () => number): Trace => {
  let [one, other] = [0x811c9dc5, 0x9747b28c]
  let kept: string[] = []
  const take = (line: string) => {
    for (let index = 0; index < line.length; index++) {
      const code = line.charCodeAt(index)
      one = Math.imul(one ^ code, 0x01000193)
      other = Math.imul(other ^ code, 0x01000193) ^ (other >>> 13)
    }
  }
  return {
    say: line => {
      take(line)
      take(String(now()))
      if (!isKept) return
      kept.push(`${String(now()).padStart(6)} ${line}`)
      if (kept.length > 2 * most) kept = kept.slice(-most)
    },
    hash: () => [one, other].map(part => (part >>> 0).toString(16).padStart(8, '0')).join(''),
    lines: () => kept.slice(-most),
  }
}
