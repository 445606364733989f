/** Order statistics of a sample in milliseconds. */
export type Figures = {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

export const figuresOf = (sample: readonly number[]): Figures => {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

const ms = (value: number) => value.toFixed(2)

/** A row of the results' table. */
export const rowOf = (what: string, { count, p50, p95, p99, most }: Figures, wanted: string): string =>
  `| ${what} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${ms(most)} | ${count} | ${wanted} |`
