/** Order statistics of a sample in milliseconds. */
export type Figures = {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}
/** What one bench measured, as it is written into the results. */
export type Section = { readonly title: string; readonly lines: readonly string[] }

export const figuresOf = (sample: readonly number[]): Figures => {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

export const ms = (value: number) => value.toFixed(2)
export const whole = (value: number) => Math.round(value).toLocaleString('en')
export const medianOf = (values: readonly number[]): number => figuresOf(values).p50

/** The median, and between what the rounds lay. */
export const spreadOf = (values: readonly number[], text: (value: number) => string): string =>
  `${text(medianOf(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`

export const reached = (is: boolean): string => (is ? 'reached' : 'not reached')

export const latencyHead = [
  '| what | p50 ms | p95 ms | p99 ms | most ms | n | wanted | |',
  '|---|---|---|---|---|---|---|---|',
]
export type Wanted = { readonly p50?: number; readonly p95?: number; readonly p99?: number }

/** A row of a table of latencies. */
export const latencyRow = (what: string, { count, p50, p95, p99, most }: Figures, wanted: Wanted = {}): string => {
  const limits = [
    ...(wanted.p50 === undefined ? [] : [{ name: 'p50', is: p50, limit: wanted.p50 }]),
    ...(wanted.p95 === undefined ? [] : [{ name: 'p95', is: p95, limit: wanted.p95 }]),
    ...(wanted.p99 === undefined ? [] : [{ name: 'p99', is: p99, limit: wanted.p99 }]),
  ]
  const words = limits.map(({ name, limit }) => `${name} ≤ ${limit}`).join(', ')
  const verdict = limits.length === 0 ? '' : reached(limits.every(({ is, limit }) => is <= limit))
  return `| ${what} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${ms(most)} | ${count} | ${words} | ${verdict} |`
}
