import { literalOf } from '../json/literal.ts'

type Data = { readonly [field: string]: unknown }
type Event = { readonly type: string; readonly data: Data; readonly sequence: number; readonly causationId: string }
export type Ordered = { readonly type: string; readonly data: Data }
export type TestedMoment = {
  readonly given: readonly Event[]
  /** What one decision came to: the event of that moment, and those that were stored with it. */
  readonly result: readonly Event[]
}

/** Events of one decision answer the same thing and lie next to each other. */
export const momentOf = (pages: readonly Event[], at: number): TestedMoment | undefined => {
  const here = pages.findIndex(({ sequence }) => sequence === at)
  const cause = pages[here]?.causationId
  if (here < 0) return undefined
  let from = here
  let to = here
  while (from > 0 && pages[from - 1]?.causationId === cause) from--
  while (pages[to + 1]?.causationId === cause) to++
  return { given: pages.slice(0, from), result: pages.slice(from, to + 1) }
}

const messageOf = ({ type, data }: Ordered) => literalOf({ type, ...data })
const listOf = (events: readonly Ordered[]) => events.map(event => `  ${messageOf(event)},\n`).join('')

/** The moment as a test would say it: given what had happened, when the command came, then what happened. */
export const testText = ({ given, result }: TestedMoment, command: Ordered): string =>
  `given(\n${listOf(given)})\n  .when(${messageOf(command)})\n  .then(\n${listOf(result).replaceAll(/^/gm, '  ').trimEnd()}\n  )\n`
