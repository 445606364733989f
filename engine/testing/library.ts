// An engine with notebooks on any ports, and the shortest way to give it orders.
import { afterAll, beforeAll } from 'vitest'
import type { Command } from '../command.ts'
import type { Domain } from '../define.ts'
import { type Engine, type Handling, startEngine } from '../engine.ts'
import type { Message } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { library, Notebook } from './notebook.ts'

type Given = Handling &
  Partial<Pick<Command, 'sequence' | 'mergeStrategy' | 'actor'>> & {
    readonly id?: string
    readonly edition?: string
    readonly correlationId?: string
  }
type Order = Message & { readonly [field: string]: unknown }

let orders = 0

export const bookOf = (name: string) => derivedId('notebook', name)

export type Shelf = {
  readonly engine: Engine
  readonly commandOf: (book: string, message: Order, given?: Given) => Command
  readonly order: (book: string, message: Order, given?: Given) => ReturnType<Engine['execute']>
  /** Types of a book's events, in an edition. */
  readonly types: (book: string, edition?: string) => Promise<readonly string[]>
  readonly state: (book: string, edition?: string) => Promise<Notebook>
}

export const shelf = async (ports: Ports, domain: Domain = library): Promise<Shelf> => {
  const engine = await startEngine(ports, domain)
  const commandOf = (book: string, message: Order, given: Given = {}): Command => {
    const { id = `${orders++}`, edition = '', correlationId = '', sequence, mergeStrategy, actor = 'ann' } = given
    return {
      cover: { domain: 'notebook', root: bookOf(book), edition, correlationId, ext: null },
      message,
      commandId: derivedId('library', id),
      actor,
      ...(sequence === undefined ? {} : { sequence }),
      ...(mergeStrategy === undefined ? {} : { mergeStrategy }),
    }
  }
  return {
    engine,
    commandOf,
    order: (book, message, given = {}) => {
      const { syncMode, cascadeErrorMode, atomic } = given
      const handling = {
        ...(syncMode && { syncMode }),
        ...(cascadeErrorMode && { cascadeErrorMode }),
        ...(atomic && { atomic }),
      }
      return engine.execute(commandOf(book, message, given), handling)
    },
    types: async (book, edition = '') => {
      const stream = { domain: 'notebook', root: bookOf(book), edition }
      return (await engine.book(stream, {}, { audience: undefined })).pages.map(({ type }) => type)
    },
    state: async (book, edition = '') => (await engine.state(Notebook, bookOf(book), edition)).state,
  }
}

export type Shelved = { readonly harness: Harness; readonly books: Shelf }

/** A store and its books for the length of a suite: there once its first test begins. */
export const shelved = (make: MakeHarness): Shelved => {
  const there = {} as { harness: Harness; books: Shelf }
  beforeAll(async () => {
    there.harness = await make()
    there.books = await shelf(there.harness.ports)
  })
  afterAll(async () => {
    await there.books.engine.stop()
    await there.harness.close()
  })
  return there
}
