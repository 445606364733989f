// What must hold of every run, whatever went wrong in it: the log, the answers, the rows, the timeouts, the checkpoints.
import { handlerOf, type ProcessManagerDeclaration } from '../define.ts'
import { type Page, streamKey } from '../message.ts'
import { derivedId } from '../registry.ts'
import { verifyLog } from '../verify.ts'
import type { Callers, Order } from './simulator-callers.ts'
import { type Books, keepBooks } from './simulator-ledger.ts'
import { simulatedDomain, type World } from './simulator-world.ts'

type Evidence = { readonly log: readonly Page[]; readonly books: Books; readonly history: readonly Order[] }
type Check = (evidence: Evidence, world: World) => readonly string[] | Promise<readonly string[]>

const balancesOf = { name: 'balances', version: 1 }
const unless = (isRight: boolean, violation: string) => (isRight ? [] : [violation])

const denseSequences: Check = ({ log }) => {
  const next = new Map<string, number>()
  return log.flatMap(page => {
    const expected = next.get(streamKey(page)) ?? 0
    next.set(streamKey(page), expected + 1)
    return unless(page.sequence === expected, `${streamKey(page)} has ${page.sequence} where ${expected} belongs`)
  })
}

const unbrokenChain: Check = async (_, { kept }) => {
  const { ok, firstBroken } = await verifyLog(kept.events)
  return unless(ok, `the chain is broken at ${firstBroken}`)
}

const honestBooks: Check = ({ books }) => books.violations

const pagesOf = ({ kind, id, root }: Order, log: readonly Page[]) =>
  log.filter(({ commandId }) => commandId === (kind === 'fact' ? derivedId('fact', '', 'account', root, id) : id))

/** Some attempt has no end, or failed, after it may have been stored, while another one was refused. */
const mayStillHappen = ({ attempts }: Order): boolean => {
  const refusals = attempts.filter(({ answer }) => typeof answer === 'object')
  const last = Math.max(...refusals.map(({ asked }) => asked))
  return attempts.some(({ answer, answered }) => answer === 'running' || (answer === 'failed' && answered >= last))
}

/** Acknowledged: once. Refused: never. Neither: once or never. */
const keptPromises: Check = ({ log, history }) =>
  history.flatMap(order => {
    const stored = pagesOf(order, log)
    const where = `${order.message.type} ${order.id}`
    const atOnce = stored.every((page, index) => page.sequence === (stored[0]?.sequence ?? 0) + index)
    const answers = order.attempts.flatMap(({ answer }) =>
      typeof answer === 'object' && 'status' in answer ? [answer] : [],
    )
    const accepted = answers.filter(answer => answer.status === 'accepted')
    const isOpen = mayStillHappen(order)
    const types = stored.map(({ type }) => type)
    return [
      ...unless(atOnce && new Set(types).size === types.length, `${where} is stored twice: ${types}`),
      ...accepted.flatMap(({ pages }) =>
        unless(
          pages.map(({ eventId, position }) => `${eventId} ${position}`).join() ===
            (pages.length > 0 ? stored : []).map(({ eventId, position }) => `${eventId} ${position}`).join(),
          `${where} was acknowledged as ${pages.map(({ position }) => position)}, stored as ${stored.map(({ position }) => position)}`,
        ),
      ),
      ...unless(
        accepted.length > 0 || answers.length === 0 || isOpen || stored.length === 0,
        `${where} was refused, and is stored`,
      ),
    ]
  })

/** A refusal, or a look, is of a state not older than the question, and says what was so then. */
const freshAnswers: Check = ({ history, books }) =>
  history.flatMap(({ attempts, root, message, handling }) =>
    attempts.flatMap(({ answer, length }) => {
      if (typeof answer !== 'object' || handling.atomic) return []
      const { nextSequence } = answer
      const balance = books.balances.get(root)?.[nextSequence] ?? 0
      const said = 'state' in answer ? answer.state.balance : saidBalance(answer)
      if ('status' in answer && answer.status === 'accepted') return []
      return [
        ...unless(
          nextSequence >= length,
          `${message.type} was answered from ${nextSequence}, ${length} were stored before`,
        ),
        ...unless(
          said === undefined || said === balance,
          `${message.type} was told ${said} at ${nextSequence}, it was ${balance}`,
        ),
      ]
    }),
  )

const saidBalance = (answer: object) => {
  const { problem } = answer as { problem?: { params: { balance?: number } } }
  return problem?.params.balance
}

/** What was acknowledged before something else was asked comes before it. */
const timelyOrder: Check = ({ log, history }) => {
  const commands = history.filter(({ kind }) => kind === 'command')
  const placed = commands.flatMap(order => {
    const [first] = pagesOf(order, log)
    const answered = Math.min(
      ...order.attempts.flatMap(({ answer, answered }) => (isAcknowledged(answer) ? [answered] : [])),
    )
    return first ? [{ order, answered, asked: order.attempts[0]?.asked ?? 0, position: first.position }] : []
  })
  return placed.flatMap(one =>
    placed
      .filter(other => one.answered < other.asked && one.position > other.position && one.order.id !== other.order.id)
      .map(other => `${one.order.id} was acknowledged before ${other.order.id} was asked, and comes after it`),
  )
}

const isAcknowledged = (answer: object | string) =>
  typeof answer === 'object' && (answer as { status?: string }).status === 'accepted'

/** Rows as a clean replay has them, and as whoever watches was told last. */
const replayedRows: Check = async ({ books }, { kept, machines }) => {
  const rows = await kept.projections.all(balancesOf)
  const wrong = [...books.accounts].flatMap(([root, { balance, events }]) => {
    const row = rows.get(root)?.row as { balance: number; events: number } | undefined
    const isRight = events === 0 ? row === undefined : row?.balance === balance && row.events === events
    return unless(isRight, `row of ${root} is ${JSON.stringify(row)}, replayed ${balance} after ${events}`)
  })
  const misled = machines.flatMap(({ name, told }) =>
    [...rows].flatMap(([key, { row }]) => {
      const last = told.get(`balances/${key}`)
      return unless(
        last === undefined || JSON.stringify(last) === JSON.stringify(row),
        `${name} told ${JSON.stringify(last)}`,
      )
    }),
  )
  return [...wrong, ...misled, ...unless(rows.size <= books.accounts.size, 'rows of nobody')]
}

const inputsOf = ({ process, domains }: ProcessManagerDeclaration, page: { domain: string; type: string }) =>
  domains.includes(page.domain) && handlerOf(process.evolve, page.type) !== undefined

/** Every input of a process manager is linked once. */
const linkedInputs: Check = ({ log }) =>
  simulatedDomain.processManagers.flatMap(declaration => {
    const links = log.filter(page => page.domain === declaration.name && page.type === 'EventLinked')
    const names = links.map(({ data }) => `${data.root} ${data.sequence}`)
    const inputs = log.filter(page => inputsOf(declaration, page)).map(({ root, sequence }) => `${root} ${sequence}`)
    return [
      ...unless(new Set(names).size === names.length, `${declaration.name} has links twice`),
      ...inputs.flatMap(input => unless(names.includes(input), `${declaration.name} has no link to ${input}`)),
    ]
  })

/** Each ran out once, not before it was due by a clock that nobody set, and none was forgotten. */
const timeoutsOnce: Check = async ({ log, books }, { kept, forecast }) => {
  const elapsed = log.filter(({ type }) => type === 'TimeoutElapsed')
  const names = elapsed.map(({ domain, root, data }) => `${domain} ${root} ${data.timeout} ${data.dueAt}`)
  const ran = (process: string, root: string) => elapsed.some(page => page.domain === process && page.root === root)
  const left = await kept.timeouts.list({ limit: 10 })
  return [
    ...unless(new Set(names).size === names.length, 'a timeout ran out twice'),
    ...elapsed.flatMap(({ data }) =>
      unless(forecast.jumps > 0 || Number(data.at) >= Number(data.dueAt), 'a timeout ran out before it was due'),
    ),
    ...left.map(({ process, key, name }) => `${process}/${key} still waits for ${name}`),
    ...[...books.accounts].flatMap(([root, { open, feesOrGifts, nudges }]) => [
      ...unless(
        ran('fees', root) === open && feesOrGifts === (open ? 1 : 0),
        `${root} was neither charged nor consoled`,
      ),
      ...unless(nudges === (ran('reminder', root) ? 1 : 0), `${root} was nudged ${nudges} times`),
      ...unless(
        ran('reminder', root) === log.some(page => page.root === root && page.type === 'Deposited'),
        `${root} got money and was never reminded`,
      ),
    ]),
  ]
}

/** Nothing failed for good but what nobody takes back: a second nudge. */
const noOtherLetters: Check = ({ log }) =>
  log
    .filter(({ type, data }) => type === 'DeadLetterOpened' && data.subject !== 'account/Nudge')
    .map(({ data }) => `a dead letter: ${JSON.stringify(data).slice(0, 300)}`)

const checks = [
  denseSequences,
  unbrokenChain,
  honestBooks,
  keptPromises,
  freshAnswers,
  timelyOrder,
  replayedRows,
  linkedInputs,
  timeoutsOnce,
  noOtherLetters,
]

export const checkRun = async (world: World, { history }: Callers): Promise<readonly string[]> => {
  const log = await world.kept.events.readAll(0, 100_000)
  const evidence = { log, books: keepBooks(log), history }
  const found: string[] = []
  for (const check of checks) found.push(...(await check(evidence, world)))
  return found
}

/** What a process leaves behind: nobody stands beyond what was handled. */
export const checkCheckpoints = ({ kept, witness, violations }: World): void => {
  const { log } = witness
  const handledUpTo = (name: string) => (kept.checkpoints as unknown as Map<string, number>).get(`${name}@1`) ?? 0
  const unhandled = (name: string, isOwed: (page: (typeof log)[number]) => boolean) =>
    log.slice(0, handledUpTo(name)).find(isOwed)
  const answers = new Set(log.filter(({ domain }) => domain === 'account').map(({ causationId }) => causationId))
  const lost = unhandled('transfers', page => page.type === 'TransferSent' && !answers.has(page.eventId))
  if (lost) violations.push(`transfers stands beyond ${lost.eventId}, which it has not handled`)
  for (const declaration of simulatedDomain.processManagers) {
    const links = log.filter(page => page.domain === declaration.name && page.type === 'EventLinked')
    const linked = new Set(links.map(({ data }) => `${data.root} ${data.sequence}`))
    const missed = unhandled(
      declaration.name,
      page => inputsOf(declaration, page) && !linked.has(`${page.root} ${page.sequence}`),
    )
    if (missed) violations.push(`${declaration.name} stands beyond ${missed.eventId}, which it has not handled`)
  }
}
