// Engines with a bug in them, to see that a simulation finds it.
import type { Domain } from '../define.ts'
import type { Ports } from '../ports.ts'
import type { Dice } from './simulator-dice.ts'

/** Made for every process anew, between its engine and the faults. */
export type Plant = { readonly domain?: Domain; readonly ports?: (ports: Ports, throws: Dice) => Ports }
