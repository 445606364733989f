/** Whether this key may go on now; otherwise how many seconds to wait. */
export type RateLimit = (key: string) => number

type Bucket = { tokens: number; at: number }
const mostBuckets = 10_000

/** A bucket per key: `burst` at once, `perSecond` after that. `now` in milliseconds. */
export const rateLimit = (perSecond: number, burst: number, now: () => number): RateLimit => {
  const buckets = new Map<string, Bucket>()
  return key => {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now() }
    const tokens = Math.min(burst, bucket.tokens + ((now() - bucket.at) / 1000) * perSecond)
    if (buckets.size > mostBuckets) buckets.clear()
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now() })
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perSecond)
  }
}
