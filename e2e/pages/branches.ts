import { expect, type Page } from '@playwright/test'
import type { BranchTold } from '@/domain/branch/told'
import { expectDone } from '../testing/play.ts'
import type { Player } from '../testing/visitor.ts'
import { type PlayedHand, playHand, replayOf } from './replay.ts'

/** A hand that the third to act lost by folding to a raise. */
export const lostHand = async (players: readonly [Player, Player, Player]) => {
  const played = await playHand(players)
  const reply = await players[0].read(`/api/hands/${played.hand}`)
  const { pages } = reply.json as unknown as { pages: readonly { type: string; data: Record<string, unknown> }[] }
  const folded = pages.findIndex(({ type, data }) => type === 'ActionTaken' && data.action === 'fold')
  const player = pages[folded]?.data.player
  const at = pages.findLastIndex(({ type, data }, n) => n < folded && type === 'TurnAssigned' && data.player === player)
  const loser = players.find(one => one.player === player) as Player
  return { ...played, loser, at }
}
export type LostHand = Awaited<ReturnType<typeof lostHand>>

export const branchesOf = async (who: Player, { hand }: Pick<PlayedHand, 'hand'>): Promise<readonly BranchTold[]> =>
  (expectDone(await who.read(`/api/hands/${hand}/branches`)).json as unknown as { branches: BranchTold[] }).branches

/** The streams of main that a hand could touch, event by event. */
export const onMain = async (who: Player, { hand, table }: Pick<PlayedHand, 'hand' | 'table'>) => {
  const read = async (stream: string) => expectDone(await who.read(`/api/streams/${stream}`)).json?.pages
  return JSON.stringify([await read(`hand/${hand}`), await read(`table/${table}`)])
}

/** The replay of a hand, with its branches. */
export const branchPageOf = (page: Page) => {
  const banner = page.getByRole('region', { name: 'Edition' })
  const sheet = page.getByRole('dialog', { name: 'What if?' })
  const panel = page.getByRole('region', { name: 'What if' })
  const answers = page.getByRole('group', { name: 'Answer', exact: true })
  return {
    ...replayOf(page),
    banner,
    sheet,
    panel,
    lines: panel.getByRole('list', { name: 'Lines of this hand' }).getByRole('listitem'),
    edition: () => new URL(page.url()).searchParams.get('edition'),
    /** Checks or calls for as long as somebody is asked, and waits for the end. */
    playOn: async () => {
      const over = banner.getByText(/^(Won|Lost|Even)/)
      await expect(async () => {
        if (await over.isVisible()) return
        const pass = answers.getByRole('button').nth(1)
        if ((await pass.isVisible()) && (await pass.getAttribute('aria-disabled')) === 'false') await pass.click()
        expect(await over.isVisible()).toBe(true)
      }).toPass({ intervals: [150], timeout: 60_000 })
    },
  }
}
