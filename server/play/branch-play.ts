import { botAction } from '@/domain/bots/bot'
import { chanceOf } from '@/domain/bots/chance'
import { sightOf } from '@/domain/bots/sight'
import { temperamentOf } from '@/domain/bots/temperament'
import type { Answer } from '@/domain/branch/commands'
import { Hand } from '@/domain/hand/hand'
import { type HandState, isOver } from '@/domain/hand/state'
import type { PlayerId } from '@/domain/ids'
import type { BranchRow } from '@/domain/projections/branches'
import { type EditionHandRow, editionHandKey } from '@/domain/projections/edition-hands'
import { Table } from '@/domain/table/table'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import { named } from '@/engine/errors'
import type { Loaded } from '@/engine/load'
import type { Message } from '@/engine/message'
import { keyedQueue } from '@/engine/queue'
import { derivedId } from '@/engine/registry'
import { describedError, type Log } from '../operating/log'

type Given = { readonly engine: Engine; readonly log: Pick<Log, 'error'>; readonly secret: string }
export type BranchPlay = {
  /** Plays on, as far as it goes without the owner and without the flows, and tells how the hand stands then. */
  readonly advance: (branch: BranchRow) => Promise<Loaded<HandState>>
  /** Goes on with what is not finished, and with whatever happens in a branch from now on. */
  readonly start: () => Promise<void>
  readonly stop: () => void
}

/**
 * What happens in a branch by itself: it comes to be, its cards are dealt anew, its script is played, bots answer for
 * the other seats. All of it derives from what is stored, and every command's id from its decision: a process that
 * ends anywhere leaves nothing undone, and nothing is done twice.
 */
export const makeBranchPlay = ({ engine, log, secret }: Given): BranchPlay => {
  const inTurn = keyedQueue()
  let stopped = false
  const advance = (branch: BranchRow) => inTurn(branch.edition, () => playOn(engine, branch, secret))
  const wake = async (edition: string) => {
    const branch = (await engine.row<BranchRow>('branches', editionRoot(edition)))?.row
    if (!stopped && branch?.status === 'open') await advance(branch)
  }
  const woken = (edition: string) =>
    void wake(edition).catch(error => {
      // It was discarded just now.
      if (!stopped && !named(error, 'UnknownMessage'))
        log.error({ error: describedError(error), edition }, 'branch stopped')
    })
  return {
    advance,
    start: async () => {
      engine.onRows(({ projection, changes }) => {
        if (projection !== 'branches' && projection !== 'edition-hands') return
        for (const { stored } of changes) if (stored) woken((stored.row as unknown as EditionHandRow).edition)
      })
      for (const edition of await unfinished(engine)) woken(edition)
    },
    stop: () => {
      stopped = true
    },
  }
}

const atOnce = 500

const unfinished = async (engine: Engine): Promise<readonly string[]> => {
  const found: string[] = []
  for (let after: string | undefined; ; ) {
    const filter = { where: { status: 'open' }, limit: atOnce, ...(after === undefined ? {} : { after }) }
    const rows = await engine.page<BranchRow>('branches', filter)
    for (const { row } of rows) {
      const hand = await engine.row<EditionHandRow>('edition-hands', editionHandKey(row.hand, row.edition))
      if (!hand?.row.over) found.push(row.edition)
    }
    if (rows.length < atOnce) return found
    after = rows.at(-1)?.key
  }
}

const playOn = async (engine: Engine, branch: BranchRow, secret: string): Promise<Loaded<HandState>> => {
  await beThere(engine, branch)
  for (;;) {
    const loaded = await engine.state(Hand, branch.hand, branch.edition)
    const order = await nextOrder(engine, { branch, hand: loaded.state, secret })
    if (!order) return loaded
    const { message, label, actor } = order
    const answer = await engine.execute({
      cover: { domain: 'hand', root: branch.hand, edition: branch.edition, correlationId: branch.hand, ext: null },
      message,
      commandId: derivedId('branch', branch.edition, label),
      actor,
    })
    if (answer.status === 'rejected' && !overtaken.has(answer.problem.reason))
      throw new Error(`${label} in ${branch.edition}: ${answer.problem.reason}`)
  }
}

/** Somebody else was faster: how the hand stands is looked at again. */
const overtaken = new Set(['stale-decision', 'hand-over'])

/** In words, for lists and banners. */
export const purposeOf = ({ at, script }: BranchRow) => `Fork at #${at}: ${script.at(-1)?.action}`

const beThere = async (engine: Engine, branch: BranchRow) => {
  const { edition: name, owner, position } = branch
  if (await engine.editions.find(name)) return
  const divergence = { kind: 'position', position } as const
  await engine.editions.create({ name, owner, purpose: purposeOf(branch), divergence, actor: owner })
}

/** Nothing is under way there: its owner is asked, or it is over and its table knows; and the flows have taken it all. */
export const isAtRest = async (engine: Engine, branch: BranchRow): Promise<boolean> => {
  const { state, position } = await engine.state(Hand, branch.hand, branch.edition)
  if (!isOver(state)) return state.turn !== null && isOwners(branch, state) && isTaken(engine, position)
  const table = state.setup && (await engine.state(Table, state.setup.table, branch.edition))
  return table?.state.hand?.hand !== branch.hand && isTaken(engine, Math.max(position, table?.position ?? 0))
}

const isTaken = (engine: Engine, position: number): boolean =>
  engine.status().every(consumer => consumer.kind === 'projector' || consumer.position >= position)

/** Behind its script the owner is asked, as long as the branch is played by hand. */
const isOwners = ({ script, player, play }: BranchRow, { turn, decision }: HandState): boolean =>
  play === 'self' && turn?.player === player && script.every(answer => answer.decision !== decision)

type Order = { readonly message: Message; readonly label: string; readonly actor: string }
type Standing = { readonly branch: BranchRow; readonly hand: HandState; readonly secret: string }

/** Undefined: it is the owner's turn, or the flows', or it is over. */
const nextOrder = async (engine: Engine, standing: Standing): Promise<Order | undefined> => {
  const { branch, hand } = standing
  if (isOver(hand)) return undefined
  if (branch.keep && !hand.dealtAnew) {
    const like = branch.parent === '' ? {} : { like: branch.parent }
    const message = { type: 'ReshuffleUnseen', keep: [...branch.keep], ...like }
    return { message: message as Message, label: 'reshuffle', actor: 'engine/what-if' }
  }
  if (!hand.turn) return undefined
  const scripted = branch.script.find(({ decision }) => decision === hand.decision)
  if (scripted) return ordered(scripted, scripted.player === branch.player ? branch.owner : bots)
  if (isOwners(branch, hand)) return undefined
  const answer = await botAnswer(engine, { ...standing, player: hand.turn.player })
  return answer && ordered(answer, bots)
}

const bots = 'engine/branch-bots'
const ordered = (answer: Answer, actor: string): Order => ({
  message: { type: 'PlayerAction', ...answer } as Message,
  label: `answer ${answer.decision}`,
  actor,
})

/** On what the seat is told in this edition, and nothing else. Asked again it answers the same. */
const botAnswer = async (
  engine: Engine,
  { branch, player, secret }: Standing & { readonly player: PlayerId },
): Promise<Answer | undefined> => {
  const stream = { domain: 'hand', root: branch.hand, edition: branch.edition }
  const seen = (await engine.stateAt(stream, undefined, { audience: player })).state as HandState
  const sight = sightOf(seen, player)
  if (!sight) return undefined
  const chance = chanceOf(`${secret}/${branch.edition}/${seen.decision}`)
  return { player, decision: seen.decision, ...botAction(temperamentOf(player), sight, chance) }
}
