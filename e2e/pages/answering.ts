import { expectDone, tableRow, until } from '../testing/play.ts'
import type { Player } from '../testing/visitor.ts'

type Answer = { readonly action: 'fold' | 'check' | 'call' | 'bet' | 'raise' | 'all-in'; readonly amount?: number }

const turnOf = async (player: Player, table: string) => {
  const hand = (await tableRow(player, table))?.hand
  return hand?.turn?.player === player.player ? { ...hand.turn, hand: hand.hand } : undefined
}
const send = (player: Player, { hand, decision }: { hand: string; decision: number }, answer: Answer) =>
  player.send(
    { domain: 'hand', root: hand, type: 'PlayerAction' },
    // What is read next has to know of it.
    { data: { player: player.player, decision, ...answer }, fields: { syncMode: 'SIMPLE' } },
  )

/** Answers for somebody without a browser, once they are asked. */
export const answer = async (player: Player, table: string, given: Answer) => {
  const turn = await until(() => turnOf(player, table), `${player.name} is asked`)
  expectDone(await send(player, turn, given))
}

/** Checks or calls whenever somebody without a browser is asked, until told to stop. */
export const playAlong = async (player: Player, table: string, over: AbortSignal) => {
  while (!over.aborted) {
    const turn = await turnOf(player, table)
    if (turn) await send(player, turn, { action: turn.toCall > 0 ? 'call' : 'check' })
    else await new Promise(resolve => setTimeout(resolve, 40))
  }
}
