import { v7 } from 'uuid'
import { chanceOf } from '@/domain/bots/chance'
import { handIdOf, TableId } from '@/domain/ids'
import type { PlayerCommand } from '@/domain/player/commands'
import { Player } from '@/domain/player/player'
import { isRejection } from '@/engine/decision'
import { handlerOf } from '@/engine/define'
import { millisecondsOf } from '@/engine/message'
import type { Append, NewPage, Vault } from '@/engine/ports'
import { derivedId } from '@/engine/registry'
import { named } from './order'
import type { Template } from './template'

/** The one long stream: an account of the house. */
export const longStream = { domain: Player.domain, root: named('long'), edition: '' } as const
export const longStreamOf = (events: number) => ({ ...longStream, length: Math.min(100_000, events) })

const days = 30 * 86_400_000
const fewestCopies = 4
const perBatch = 5000
/** Of its slot of time, what the tables take; the rest is the long stream's. */
const ofTables = 0.9
const administrator = 'administrator'

type Wanted = { readonly events: number; readonly until: number }
export type Slot = { readonly from: number; readonly to: number }

/**
 * Of at least so many events, in the order of their times, up to a moment: the template again and again, each time other
 * tables of other people, and between them the account of the house.
 */
export async function* history(
  vault: Vault,
  template: Template,
  { events, until }: Wanted,
): AsyncGenerator<readonly Append[]> {
  const { length } = longStreamOf(events)
  const copies = Math.max(fewestCopies, Math.ceil((events - length) / template.events))
  const texts = template.appends.map(textOf)
  const account = houseAccount(vault)
  const slot = days / copies
  for (let copy = 0; copy < copies; copy++) {
    const from = Math.round(until - days + copy * slot)
    const names = await namesOf(vault, template, copy)
    yield* inBatches(copied(template, texts, { copy, names, from, to: from + slot * ofTables }))
    const share = Math.floor(((copy + 1) * length) / copies) - Math.floor((copy * length) / copies)
    yield* inBatches(await account(share, { from: from + slot * ofTables, to: from + slot }))
  }
}

function* inBatches(appends: readonly Append[]) {
  let batch: Append[] = []
  let count = 0
  for (const append of appends) {
    batch.push(append)
    count += append.pages.length
    if (count < perBatch) continue
    yield batch
    batch = []
    count = 0
  }
  if (batch.length > 0) yield batch
}

const renamed = (copy: number, id: string) => derivedId('history', copy, id)

/** Under the key of whoever has it in this copy. */
const namesOf = async (vault: Vault, { players }: Template, copy: number) =>
  new Map(
    await Promise.all(
      players.map(async (player, n) => {
        const own = renamed(copy, player)
        return [own, await vault.sealPersonal(own, `Guest ${copy * players.length + n + 1}`)] as const
      }),
    ),
  )

/** An append as a text, in which other ids and moments can be put. */
type Text = { readonly text: string; readonly at: number; readonly eventIds: readonly string[] }
const textOf = (append: Append): Text => ({
  text: JSON.stringify(append),
  at: millisecondsOf(append.pages[0]?.recordedAt ?? ''),
  eventIds: append.pages.map(({ eventId }) => eventId),
})
type Copy = Slot & { readonly copy: number; readonly names: ReadonlyMap<string, unknown> }

/** An id, or a moment in milliseconds. */
const idOrMoment = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\b1\d{12}\b/g

const copied = (
  { hands, players }: Template,
  texts: readonly Text[],
  { copy, names, from, to }: Copy,
): readonly Append[] => {
  const ids = new Map(players.map(player => [player, renamed(copy, player)]))
  for (const { hand, table, number } of hands) {
    const other = renamed(copy, table)
    ids.set(table, other)
    ids.set(hand, handIdOf(TableId.parse(other), number))
  }
  const [first, last] = [texts[0]?.at ?? 0, texts.at(-1)?.at ?? 0]
  let now = from
  return texts.map(({ text, at, eventIds }, index) => {
    now = Math.max(now, Math.round(from + ((to - from) * (at - first + index / texts.length)) / (last - first + 1)))
    for (const id of eventIds) ids.set(id, v7({ msecs: now }))
    const shift = now - at
    const moved = (found: string) =>
      found.length === 13 ? String(Number(found) + shift) : (ids.get(found) ?? turned(copy, found))
    return inCopy(JSON.parse(text.replace(idOrMoment, moved)), { now, names })
  })
}

/** Of ids that follow from nothing: another one in each copy, and made in no time. */
const turned = (copy: number, id: string) => {
  const head = Number.parseInt(id.slice(0, 8), 16) ^ Math.imul(copy + 1, 0x9e3779b1)
  return (head >>> 0).toString(16).padStart(8, '0') + id.slice(8)
}

const inCopy = (append: Append, { now, names }: { readonly now: number; readonly names: Copy['names'] }): Append => {
  const name = append.stream.domain === Player.domain ? names.get(append.stream.root) : undefined
  const withName = <Holder extends object>(holder: Holder) =>
    'displayName' in holder ? { ...holder, displayName: name } : holder
  return {
    ...append,
    pages: append.pages.map((page, index) => {
      return { ...page, recordedAt: recordedAt(now, index), data: withName(page.data) as NewPage['data'] }
    }),
    command: { ...append.command, message: withName(append.command.message) },
  }
}

/** Microseconds tell the events of one append apart. */
const recordedAt = (now: number, index: number) =>
  `${new Date(now).toISOString().slice(0, -1)}${String(index).padStart(3, '0')}Z`

/** Goes on by so many events in a stretch of time, each decided by the player's own rules. */
const houseAccount = (vault: Vault) => {
  const chance = chanceOf('house account')
  let state = Player.initial
  let sequence = 0
  const next = (): PlayerCommand => {
    if (sequence === 0) return { type: 'RegisterPlayer', displayName: 'Ferry', kind: 'bot' }
    const [kind, amount] = [chance(), 10 + Math.floor(chance() * 490)]
    if (kind < 0.005) return { type: 'RenamePlayer', displayName: `Ferry ${sequence}` }
    if (kind < 0.01) return { type: 'AdjustBankroll', amount, reason: 'Counted by the floor' }
    if (kind < 0.5 && state.bankroll > amount) return { type: 'WithdrawFunds', amount }
    return { type: 'DepositFunds', amount }
  }
  const decide = (command: PlayerCommand, now: number) => {
    const context = {
      now,
      actor: administrator,
      id: named,
      random: () => new Uint8Array(),
      seen: () => undefined,
      row: () => undefined,
    }
    const decision = handlerOf(Player.decide, command.type)?.(command, state, context)
    if (!Array.isArray(decision) || isRejection(decision))
      throw new Error(`the account of the house refuses ${command.type}`)
    return decision
  }
  return async (count: number, { from, to }: Slot): Promise<readonly Append[]> => {
    const appends: Append[] = []
    for (let n = 0; n < count; n++) {
      const now = Math.round(from + ((to - from) * n) / count)
      const command = next()
      const [event] = decide(command, now)
      state = handlerOf(Player.evolve, event.type)?.(state, event)
      appends.push(await accountAppend(vault, { command, event, now, sequence }))
      sequence += 1
    }
    return appends
  }
}

type Booked = {
  readonly command: PlayerCommand
  readonly event: { readonly type: string }
  readonly now: number
  readonly sequence: number
}

const accountAppend = async (vault: Vault, { command, event, now, sequence }: Booked): Promise<Append> => {
  const { domain, root, edition } = longStream
  const commandId = named('house account', sequence)
  const cover = { domain, root, edition, correlationId: commandId, ext: null }
  const name = 'displayName' in command ? { displayName: await vault.sealPersonal(root, command.displayName) } : {}
  const { type, ...data } = { ...event, ...name }
  const page: NewPage = {
    ...cover,
    eventId: v7({ msecs: now }),
    recordedAt: recordedAt(now, 0),
    sequence,
    type,
    schemaVersion: Player.events[type as keyof typeof Player.events].version,
    data,
    causationId: commandId,
    commandId,
    actor: administrator,
    hash: '',
    privateHash: null,
    externalId: null,
    isolated: true,
    mergedFrom: null,
  }
  const message = { ...command, ...name }
  return {
    stream: { domain, root, edition },
    expected: sequence,
    base: 0,
    pages: [page],
    command: { commandId, caller: administrator, cover, message, source: null, origin: null, errorMode: null },
  }
}
