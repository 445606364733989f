'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { HandState } from '@/domain/hand/state'
import type { PlayerId } from '@/domain/ids'
import { contestIn } from '@/domain/replay/equities'
import type { Question, Reply } from './equity.worker.ts'

/** Somebody who goes on at once does not wait for the answer. */
const restMs = 120

const workerOf = (onReply: (reply: Reply) => void): Worker => {
  const worker = new Worker(new URL('./equity.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data)
  return worker
}

/** By player, the share of the pot that the cards in sight win on average; counted beside the page, kept once known. */
export const useEquities = (hand: HandState): ReadonlyMap<PlayerId, number> | null => {
  const worker = useRef<Worker>(undefined)
  const [known, setKnown] = useState<Readonly<Record<string, readonly number[]>>>({})
  const spot = useMemo(() => contestIn(hand), [hand])
  const key = spot ? JSON.stringify(spot.contest) : ''
  const shares = known[key]
  useEffect(() => () => worker.current?.terminate(), [])
  useEffect(() => {
    if (key === '' || shares) return
    const timer = setTimeout(() => {
      worker.current ??= workerOf(reply => setKnown(now => ({ ...now, [reply.key]: reply.shares })))
      worker.current.postMessage({ key, contest: JSON.parse(key) } satisfies Question)
    }, restMs)
    return () => clearTimeout(timer)
  }, [key, shares])
  return spot && shares ? new Map(spot.players.map((player, n) => [player, shares[n] ?? 0])) : null
}
