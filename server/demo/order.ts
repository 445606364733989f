import type { Engine, Handling } from '@/engine/engine'
import { derivedId } from '@/engine/registry'

export type Order = {
  readonly domain: string
  readonly root: string
  readonly actor: string
  readonly message: { readonly type: string; readonly [field: string]: unknown }
  /** Of several alike to one stream. */
  readonly which?: string | number
  readonly sequence?: number
  readonly edition?: string
  readonly handling?: Handling
}

/** Ids in the demo derive from names: the same in every one. */
export const named = (...words: readonly (string | number)[]): string => derivedId('demo', ...words)

export const order = (engine: Engine, { domain, root, actor, message, which = '', ...rest }: Order) => {
  const { sequence, edition = '', handling = {} } = rest
  return engine.execute(
    {
      cover: { domain, root, edition, correlationId: named('work', domain, root, message.type, which), ext: null },
      message,
      commandId: named('order', edition, domain, root, message.type, which),
      actor,
      ...(sequence === undefined ? {} : { sequence }),
    },
    handling,
  )
}

/** What has to go well. */
export const demand = async (engine: Engine, wanted: Order) => {
  const outcome = await order(engine, wanted)
  if (outcome.status === 'rejected') throw new Error(`${wanted.message.type} is refused: ${outcome.problem.message}`)
  return outcome
}
