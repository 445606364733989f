import { readSettings } from '../settings/settings.ts'

/** Actions wait this long for their neighbours, so that a street is read as one sentence. */
export const coalesceMs = 700

type Region = 'log' | 'alert'
type Listener = (region: Region, text: string) => void

const listeners = new Set<Listener>()
let waiting: string[] = []
let flushing = false
let lastSaid = ''
/** Said while a page comes up, before anybody listens. */
let unheard: (() => void)[] = []

const speak = (region: Region, text: string) => {
  lastSaid = text
  if (listeners.size === 0) unheard.push(() => speak(region, text))
  for (const listener of listeners) listener(region, text)
}
const flush = () => {
  flushing = false
  const text = waiting.join(' ')
  waiting = []
  if (text) speak('log', text)
}

/** Told politely, together with what else happens in the same moment. */
export const say = (text: string) => {
  if (!text || readSettings().speech !== 'all') return
  waiting.push(text)
  if (flushing) return
  flushing = true
  setTimeout(flush, coalesceMs)
}
/** Told at once: the own turn, the last seconds, errors. */
export const alert = (text: string) => {
  if (readSettings().speech !== 'off') speak('alert', text)
}
/** Said when asked for, whatever the verbosity. */
export const tell = (text: string) => speak('alert', text)
export const repeatLast = () => speak('alert', lastSaid || 'Nothing has been said yet.')

export const onSpeech = (listener: Listener) => {
  listeners.add(listener)
  const missed = unheard
  unheard = []
  for (const say of missed) say()
  return () => {
    listeners.delete(listener)
  }
}
