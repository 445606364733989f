// What a decision may know beyond its command and its state: time, chance, ids, and what it declared to look up.
import { idOf, stateAtHead } from './append.ts'
import type { Command } from './command.ts'
import { type AnyAggregate, type Context, handlerOf, type Lookup } from './define.ts'
import { streamKey } from './message.ts'
import { openPersonal } from './personal.ts'
import type { Runtime } from './runtime.ts'

type Seen = ReadonlyMap<string, unknown>

export const contextOf = async (runtime: Runtime, command: Command): Promise<Context> => {
  const { cover, actor, commandId } = command
  const seen = await lookedUp(runtime, command)
  return {
    cover,
    actor,
    now: runtime.ports.clock.now(),
    id: idOf(commandId),
    random: runtime.ports.chance.bytes,
    seen: <S>({ domain }: Pick<AnyAggregate<S>, 'domain' | 'initial'>, root: string, edition = cover.edition) =>
      seen.get(streamKey({ domain, root, edition })) as S | undefined,
    row: <Row>(projection: string, key: string) => seen.get(rowKey(projection, key)) as Row | undefined,
  }
}

const rowKey = (projection: string, key: string) => `row ${projection}/${key}`

/** Made before every decision and again with it; what is not there is undefined. */
const lookedUp = async (runtime: Runtime, { cover, message }: Command): Promise<Seen> => {
  const aggregate = runtime.registry.aggregate(cover.domain)
  const lookups: readonly Lookup[] = handlerOf(aggregate.lookups ?? {}, message.type)?.(message, cover) ?? []
  const seen = new Map<string, unknown>()
  for (const lookup of lookups) {
    if ('projection' in lookup) {
      seen.set(rowKey(lookup.projection, lookup.key), await rowOf(runtime, lookup))
      continue
    }
    const { aggregate: other, root, edition = cover.edition } = lookup
    const stream = { domain: other.domain, root, edition }
    const found = await stateAtHead(runtime, stream)
    if (found.nextSequence > 0) seen.set(streamKey(stream), found.state)
  }
  return seen
}

const rowOf = async (runtime: Runtime, { projection, key }: { readonly projection: string; readonly key: string }) => {
  const declared = runtime.registry.projectors.find(({ name }) => name === projection)
  if (!declared) throw new TypeError(`no projector ${projection}`)
  const stored = await runtime.ports.projections.rows(declared, [key])
  return openPersonal(runtime.ports.vault, stored.get(key)?.row)
}
