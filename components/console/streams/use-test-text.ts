'use client'
import { momentOf, testText } from './given-when-then.ts'
import { readBefore, type Stream, useEvents, useWorkflow } from './reading.ts'
import { perPage } from './window.ts'

/** The server reads so many events at once; a longer test is no use to anybody. */
const most = 1000
type Made = { readonly text: string } | { readonly refusal: string }

/** The given, when, then of a moment, or why there is none. */
export const useTestText = (stream: Stream, at: number) => {
  const { events } = useEvents(stream, at < 0 ? [] : [Math.floor(at / perPage)], at + 1)
  const event = events.get(at)
  const workflow = useWorkflow(event?.correlationId ?? '')
  const commandId = workflow.data?.events.find(({ eventId }) => eventId === event?.eventId)?.commandId
  const command = workflow.data?.commands.find(one => one.commandId === commandId)
  const refusal = refusalOf({ at, known: event !== undefined, isWorkflow: event?.correlationId !== '', command })
  const make = async (): Promise<Made> => {
    const book = await readBefore(stream, at + perPage).catch(() => undefined)
    const moment = book && momentOf(book.pages, at)
    if (!moment || !command) return { refusal: 'The events could not be read.' }
    return { text: testText(moment, command) }
  }
  return { refusal, make }
}

type Given = { at: number; known: boolean; isWorkflow: boolean; command: object | undefined }
const refusalOf = ({ at, known, isWorkflow, command }: Given): string | undefined => {
  if (at < 0) return 'Nothing has happened yet.'
  if (at >= most) return `A test is given at most ${most} events.`
  if (!known) return 'The event is being read.'
  if (!isWorkflow) return 'It belongs to no workflow, and its command is not on record.'
  return command ? undefined : 'No command of it is on record.'
}
