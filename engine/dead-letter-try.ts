// What a resubmission would lead to now: nothing is stored.
import { type Chain, readChain } from './chain.ts'
import { commandOf, nothingKept } from './dead-letter-attempt.ts'
import { eventBehind, isParked, type Letter, messageOf } from './dead-letter-entry.ts'
import { handlerOf } from './define.ts'
import { eventOf, type Message, type Page, type Problem } from './message.ts'
import { overlay } from './overlay.ts'
import { present, type Viewer } from './present.ts'
import { processRunner } from './process.ts'
import { keyedQueue } from './queue.ts'
import { reactSaga } from './react.ts'
import { recentMap } from './recent-map.ts'
import type { Runtime } from './runtime.ts'
import { speculate } from './speculate.ts'
import { upcast } from './upcast.ts'

/** `problem` where it would fail again. Of a projector, `before` and `after` are the row. */
export type Trial = {
  readonly problem: Problem | null
  readonly pages: readonly Page[]
  readonly before: unknown
  readonly after: unknown
  readonly chain: Chain | null
}
export type Trying = { readonly reviewer: string; readonly viewer: Viewer; readonly data?: Message | undefined }

export const tryLetter = async (runtime: Runtime, letter: Letter, trying: Trying): Promise<Trial> => {
  if (isParked(letter)) return tryConsumer(runtime, letter, trying.viewer)
  const { reviewer, viewer, data } = trying
  const message = data ?? (await messageOf(runtime, letter))
  if (!message) return failing(nothingKept(letter))
  const command = { ...commandOf(letter, { message, reviewer, attempt: triedOnly }), cause: letter.eventId }
  const { outcome, before, after, chain } = await speculate(runtime, command, { cascade: true, viewer })
  return outcome.status === 'rejected'
    ? { ...failing(outcome.problem), before, after }
    : { problem: null, pages: outcome.pages, before, after, chain }
}
/** No attempt has this number. */
const triedOnly = 0

const nothing = { pages: [], before: null, after: null, chain: null }
const failing = (problem: Problem): Trial => ({ problem, ...nothing })

/** The parked event alone, handed to its consumer over what is stored now. */
const tryConsumer = async (runtime: Runtime, letter: Letter, viewer: Viewer): Promise<Trial> => {
  const stored = await eventBehind(runtime, letter)
  if (!stored) return failing(gone)
  try {
    return await handedOver(runtime, letter, { page: upcast(runtime.registry, stored), viewer })
  } catch (error) {
    return failing({ ...gone, reason: 'failed-again', message: String(error).slice(0, 500) })
  }
}
const gone: Problem = {
  code: 'FAILED_PRECONDITION',
  reason: 'nothing-kept',
  params: {},
  message: 'What failed was not an event that could be handed over once more.',
}

type Handed = { readonly page: Page; readonly viewer: Viewer }

const handedOver = async (runtime: Runtime, letter: Letter, { page, viewer }: Handed): Promise<Trial> => {
  const { registry, ports } = runtime
  const { consumer } = letter.opened
  const projector = registry.projectors.find(({ name }) => name === consumer)
  if (projector) {
    const key = projector.key(eventOf(page), page)
    const before = key === undefined ? undefined : (await ports.projections.rows(projector, [key])).get(key)?.row
    return {
      ...nothing,
      problem: null,
      before,
      after: handlerOf(projector.reactions, page.type)?.(before, eventOf(page), page),
    }
  }
  const written: Page[] = []
  const over = overOf(runtime, await ports.events.lastPosition(), pages => written.push(...pages))
  const saga = registry.sagas.find(({ name }) => name === consumer)
  const process = registry.processManagers.find(({ name }) => name === consumer)
  if (saga) await reactSaga(over, saga, page)
  else if (process) await processRunner(over, process, () => {}).take([page])
  else return failing(gone)
  const chain = await shownChain(over, page, viewer)
  const [refusal] = chain.refusals
  return { ...nothing, problem: refusal?.entry.problem ?? null, pages: await present(over, written, viewer), chain }
}

const overOf = (runtime: Runtime, last: number, published: Runtime['published']): Runtime => ({
  ...runtime,
  ports: overlay(runtime.ports, last).ports,
  cache: recentMap(1000),
  queue: keyedQueue(),
  published,
})

const shownChain = async (over: Runtime, page: Page, viewer: Viewer): Promise<Chain> => {
  const chain = await readChain(over.ports.events, over.registry, [page])
  const shown = async (link: Chain['links'][number]) => ({ ...link, pages: await present(over, link.pages, viewer) })
  return { ...chain, links: await Promise.all(chain.links.map(shown)) }
}
