'use client'
import { useSyncExternalStore } from 'react'

const long = { dateStyle: 'full', timeStyle: 'long' } as const
const short = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const
const never = () => () => {}

/** A moment in the time of whoever looks; until the page has come alive, in UTC. */
export function When({ at, className }: { at: string; className?: string }) {
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const zone = isAlive ? {} : { timeZone: 'UTC' }
  const moment = new Date(at)
  const format = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...style, ...zone }).format(moment)
  return (
    <time dateTime={at} title={format(long)} className={className}>
      {format(short)}
    </time>
  )
}
