import { v7 } from 'uuid'
import type { Journal, Wakeup } from '@/engine/ports'
import type { Client } from './client'

const channel = 'riverbook_log'
/** Milliseconds between two words of one process. */
const shortest = 10
const lookEvery = 250

/**
 * By NOTIFY, beside the append and after it: at its commit NOTIFY holds a lock of the whole server, which appends would
 * queue for. Here only words queue, and a commit of theirs waits for no disk.
 */
export const postgresWakeup = ({ words }: Pick<Client, 'words'>, journal: Journal): Wakeup => {
  const me = v7()
  let isResting = false
  let hasMore = false
  const rested = () => {
    isResting = false
    if (hasMore) tell()
  }
  const tell = () => {
    hasMore = isResting
    if (isResting) return
    isResting = true
    const rest = () => setTimeout(rested, shortest).unref()
    words.notify(channel, me).then(rest, rest)
  }
  return {
    tell,
    listen: heard => {
      let isOver = false
      const word = (from: string) => {
        if (from !== me && !isOver) heard()
      }
      // The driver listens anew after a lost connection; what was said meanwhile is found by looking once.
      words
        .listen(channel, word, heard)
        .catch((error: unknown) => journal({ event: 'not-listening', error: String(error) }))
      return () => {
        isOver = true
      }
    },
    lookEvery,
  }
}
