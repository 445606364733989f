// How long the flows wait so that people can see what happened, in milliseconds.

export type Pauses = {
  /** From the moment a hand can start until it does: time to read the result. */
  readonly nextHand: number
  /** Between the streets of a board that is run out. */
  readonly runOut: number
  /** For the last player left to show, before the pot goes to them. */
  readonly show: number
}
export const pauses: Pauses = { nextHand: 3000, runOut: 1000, show: 3000 }
