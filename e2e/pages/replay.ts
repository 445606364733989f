import { expect, type Page } from '@playwright/test'
import { act, expectDone, nextTurn, openTable, seatRow, tableRow, takeSeats, until } from '../testing/play.ts'
import type { Player } from '../testing/visitor.ts'
import { resumeTable } from './round.ts'
import { tableOf } from './table.ts'

export type PlayedHand = {
  readonly table: string
  readonly hand: string
  /** The sequence of its last event. */
  readonly last: number
  /** The hole cards of everybody, as each was told at the own seat. */
  readonly cards: Readonly<Record<string, readonly string[]>>
  /** Whose cards were shown to everybody at the end. */
  readonly shown: readonly string[]
}

/** What the n-th answer of a hand is; where it cannot be, it is a check or a call. */
type Script = readonly ('raise' | 'pass' | 'fold')[]
const usual: Script = ['raise', 'pass', 'fold', 'fold', 'raise', 'pass']

const answer = async (player: Player, turn: Parameters<typeof act>[1], wish: Script[number]) => {
  if (wish === 'fold' && turn.toCall > 0) return act(player, turn, { action: 'fold' })
  const asked = 'minRaiseTo' in turn ? (turn as { minRaiseTo: number | null }).minRaiseTo : null
  if (wish !== 'raise' || asked === null) return act(player, turn, { action: 'passive' })
  const data = { player: player.player, decision: turn.decision, action: 'raise', amount: asked + 30 }
  return player.send({ domain: 'hand', root: turn.hand, type: 'PlayerAction' }, { data })
}

/** A table of these at which one hand is begun, and the next one waits. */
export const beginHand = async (players: readonly [Player, ...Player[]], given: object = {}) => {
  const [host] = players
  const table = await openTable(host, { seats: 6, ...given })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  await resumeTable(host, table)
  const { hand } = await nextTurn(host, table, null)
  expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
  return { table, hand }
}

/** Played to its end by script: with the usual one the third and the fourth fold, and the others come to the showdown. */
export const playHand = async (
  players: readonly [Player, ...Player[]],
  { script = usual, ...given }: { script?: Script; reveal?: string } = {},
): Promise<PlayedHand> => {
  const [host] = players
  const { table, hand } = await beginHand(players, given)
  const cards: Record<string, readonly string[]> = {}
  for (const player of players) cards[player.player] = (await seatRow(player, table))?.cards ?? []
  let turn = await nextTurn(host, table, null)
  for (let n = 0; !turn.over && n < 60; n++) {
    const asked = turn
    const player = players.find(one => one.player === asked.player) as Player
    expectDone(await answer(player, asked, script[n % script.length] ?? 'pass'))
    turn = await nextTurn(host, table, { hand, decision: asked.decision })
  }
  const row = await until(async () => {
    const now = await tableRow(host, table)
    return now?.hand?.awards ? now : undefined
  }, 'the award')
  const reply = await host.read(`/api/streams/hand/${hand}`)
  const last = (reply.json as unknown as { nextSequence: number }).nextSequence - 1
  const shown = row.seats.filter(seat => seat.shown !== null).map(({ player }) => player as string)
  return { table, hand, last, cards, shown }
}

/** Drawn by the server, a page hears nothing yet: React has come when its nodes know it, and its effects one frame later. */
const alive = async (page: Page) => {
  const isKnown = () => Object.keys(document.querySelector('[data-scrubber]') ?? {}).some(key => /^__react/.test(key))
  await page.waitForFunction(isKnown)
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0))))
}

/** The page of a hand, by what people find there. */
export const replayOf = (page: Page) => {
  const slider = page.getByRole('slider', { name: 'Moment of the hand' })
  return {
    ...tableOf(page),
    slider,
    at: async () => Number(await slider.inputValue()),
    isAt: (at: number) => expect(slider).toHaveValue(String(at)),
    open: async (hand: string, query = '') => {
      await page.goto(`/hands/${hand}${query}`)
      await alive(page)
    },
    line: (at: number) =>
      page.locator('.event-line').filter({ has: page.locator('.event-number').getByText(String(at), { exact: true }) }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    /** What stands behind the question mark. */
    asked: (name: string) => new URL(page.url()).searchParams.get(name),
    addressSays: (at: string | null) =>
      expect.poll(() => new URL(page.url()).searchParams.get('at'), { intervals: [50] }).toBe(at),
  }
}
