import type { LogPage } from '@/server/instance'
import { moment, shortened, whole } from '../../timeline/words.ts'
import { eventPath, streamPath } from '../addresses.ts'
import { actorWords, matter, statusWords, subjectType } from '../dead-letters/words.ts'
import type { Node, Thing } from './outline.ts'

/** A thing of a workflow in words, and where it is looked at. */
export type Told = {
  /** What kind of thing it is, in a word. */
  readonly what: string
  readonly name: string
  readonly href: string
  readonly where: string
  readonly who: string
  /** What became of it, where that is not plain. */
  readonly said: string
  readonly look: 'plain' | 'refused' | 'waits'
}

type Of<K extends Thing['kind']> = Extract<Thing, { kind: K }>

export const toldOf = ({ thing }: Pick<Node, 'thing'>): Told => {
  if (thing.kind === 'command') return commandTold(thing)
  if (thing.kind === 'timeout') return timeoutTold(thing)
  if (thing.kind === 'dead-letter') return letterTold(thing)
  const { type, data } = thing.event
  const told = eventTold(thing)
  if (thing.kind === 'ran-out') {
    const isOver = type === 'TimeoutElapsed'
    return { ...told, what: 'timeout', name: String(data.timeout), said: isOver ? 'ran out' : 'cancelled' }
  }
  if (type === 'CommandRejected') return { ...told, said: `refused: ${data.reason}. ${data.message}`, look: 'refused' }
  return told
}

const streamWords = (domain: string, root: string) => `${domain} ${shortened(root)}`

/** A process manager that took an event. */
const takenIn = ({ type, data }: LogPage) => (type === 'EventLinked' ? `, takes ${data.eventType}` : '')

const eventTold = ({ kind, event }: Of<'event' | 'fact' | 'ran-out'> | Of<'dead-letter'>): Told => ({
  what: kind === 'fact' ? 'fact' : 'event',
  name: event.type,
  href: eventPath(event),
  where: `#${whole(event.sequence)} of ${streamWords(event.domain, event.root)}${takenIn(event)}`,
  who: actorWords(event.actor),
  said: '',
  look: 'plain',
})

const commandTold = ({ command }: Of<'command'>): Told => {
  const { type, domain, root, actor, outcome, problem } = command
  const why = problem ? `${problem.reason}. ${problem.message}` : 'nobody knows any more why.'
  return {
    what: 'command',
    name: type,
    href: streamPath(command),
    where: `to ${streamWords(domain, root)}`,
    who: actorWords(actor),
    ...(outcome === 'refused' ? { said: `refused: ${why}`, look: 'refused' } : { said: '', look: 'plain' }),
  }
}

const timeoutTold = ({ timeout: { process, key, name, dueAt } }: Of<'timeout'>): Told => ({
  what: 'timeout',
  name,
  href: streamPath({ domain: process, root: key, edition: '' }),
  where: `of ${streamWords(process, key)}`,
  who: process,
  said: `due ${moment(new Date(dueAt).toISOString())}`,
  look: 'waits',
})

const letterTold = (thing: Of<'dead-letter'>): Told => {
  const { event, letter } = thing
  const told = { ...eventTold(thing), what: 'dead letter', href: `/admin/dead-letters/${event.root}` }
  if (!letter) return told
  const status = statusWords[letter.blocked ? 'blocked' : letter.status] ?? letter.status
  const name = `${subjectType(letter.subject)} ${matter[letter.reason]}`
  return { ...told, name, said: status, look: letter.settled ? 'plain' : 'waits' }
}
