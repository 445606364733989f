import { v7 } from 'uuid'
import type { Engine } from '@/engine/engine'
import { accounts, usualNote } from './account'
import { engineOn } from './place'
import { type Contender, inParallel, streamLength } from './writers'

export const coverOf = (root: string) => ({ domain: 'account', root, edition: '', correlationId: '', ext: null })

type Order = { readonly type: 'Deposit' | 'Fill'; readonly amount?: number; readonly count?: number }

/** Sends a command of the account; throws where it is refused. */
export const order = async (engine: Engine, root: string, wanted: Order & { readonly sequence?: number }) => {
  const { sequence, ...rest } = wanted
  const outcome = await engine.execute({
    cover: coverOf(root),
    message: { ...rest, note: usualNote } as never,
    commandId: v7(),
    actor: 'bench',
    ...(sequence === undefined ? {} : { sequence }),
  })
  if (outcome.status !== 'accepted') throw new Error(outcome.problem.message)
  return outcome
}

type Stream = { readonly root: string; sequence: number }

const filled = (engine: Engine) => async (): Promise<Stream> => {
  const root = v7()
  const { nextSequence } = await order(engine, root, { type: 'Fill', count: streamLength, sequence: 0 })
  return { root, sequence: nextSequence }
}

const handling = (engine: Engine) => async (stream: Stream) => {
  const { root, sequence } = stream
  stream.sequence = (await order(engine, root, { type: 'Deposit', amount: 1, sequence })).nextSequence
}

/** This engine as the server runs it. The streams that are in play are in its memory, as they are there. */
export const riverbook = async (url: string): Promise<Contender<Stream>> => {
  const { engine, stop } = await engineOn(url, accounts)
  return {
    name: 'Riverbook',
    commandsPerStream: 20,
    streams: count => inParallel(count, filled(engine)),
    handle: handling(engine),
    rest: engine.settled,
    stop,
  }
}

/** The same with nothing in memory: another engine made the streams, and every command is the first on its own. */
export const riverbookFromStore = async (url: string): Promise<Contender<Stream>> => {
  const filling = await engineOn(url, accounts)
  const { engine, stop } = await engineOn(url, accounts)
  return {
    name: 'Riverbook, nothing in memory',
    commandsPerStream: 1,
    streams: count => inParallel(count, filled(filling.engine)),
    handle: handling(engine),
    rest: engine.settled,
    stop: async () => {
      await stop()
      await filling.stop()
    },
  }
}
