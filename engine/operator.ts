// Who operates this: how their actions are signed, and what they did that no other stream tells.
import { z } from 'zod'
import { aggregate } from './define.ts'
import { derivedId } from './registry.ts'

const sign = 'administrator'

/** As the log names who operates: by the name that they gave, where they gave one. */
export const operatorNamed = (name?: string): string => (name === undefined ? sign : `${sign}/${name}`)
export const isOperator = (actor: string): boolean => actor === sign || actor.startsWith(`${sign}/`)

export const operatorRoot = (actor: string): string => derivedId('operator', actor)

/** `from`: the address of the other side. */
const from = z.string().max(100)
const OperatorSignedIn = z.strictObject({ type: z.literal('OperatorSignedIn'), operator: z.string(), from })
const OperatorRefused = z.strictObject({ type: z.literal('OperatorRefused'), from })
export type OperatorEvent = z.infer<typeof OperatorSignedIn | typeof OperatorRefused>
export type OperatorState = { readonly operator: string | null; readonly signIns: number; readonly refused: number }

/** Nobody asks anything of it: the sessions tell it what happened. */
export const Operator = aggregate<never, OperatorEvent, OperatorState>({
  domain: 'operator',
  stateVersion: 1,
  initial: { operator: null, signIns: 0, refused: 0 },
  evolve: {
    OperatorSignedIn: (state, { operator }) => ({ ...state, operator, signIns: state.signIns + 1 }),
    OperatorRefused: state => ({ ...state, refused: state.refused + 1 }),
  },
  commands: {},
  decide: {},
  events: {
    OperatorSignedIn: { schema: OperatorSignedIn, version: 1, fact: true },
    OperatorRefused: { schema: OperatorRefused, version: 1, fact: true },
  },
})
