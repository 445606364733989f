import { expect } from '@playwright/test'
import { expectDone } from '../testing/play.ts'
import type { Player } from '../testing/visitor.ts'
import { publicIn, type Reading, seatOfYou } from './reading.ts'
import type { TablePage } from './table.ts'

export type Seated = TablePage & { readonly name: string }
type Told = { readonly seen: Reading; readonly actor: Seated | undefined }

const often = { intervals: [30, 60, 100, 150], timeout: 45_000 }

/** Waits until one of them is asked, or until a hand after `since` is over: until then nothing stands still. */
export const nextStop = async (people: readonly Seated[], since = 0): Promise<Told> => {
  let told: Told | undefined
  const look = async () => {
    for (const person of people) {
      const seen = await person.read()
      if (seen.hand > since && (seen.mine || seen.over)) told = { seen, actor: seen.mine ? person : undefined }
      if (told) return 'somebody is asked'
    }
    return 'nobody is asked'
  }
  await expect.poll(look, { message: 'a turn, or the end of the hand', ...often }).toBe('somebody is asked')
  return told as unknown as Told
}

/** Holds all the screens against one of them, which is waited for: nothing moves while somebody is asked. */
export const expectSameScreens = async (people: readonly Seated[], { seen }: Told, reader: Seated | undefined) => {
  const [first] = people
  const expected = publicIn(seen, (reader ?? first)?.name ?? '')
  for (const person of people) {
    await expect.poll(async () => publicIn(await person.read(), person.name), often).toEqual(expected)
  }
}

/** What comes in more than one step, both see in the end: as the award and the end of its hand. */
export const expectSameNow = async (one: Seated, other: Seated) =>
  expect(async () => {
    const [seen, told] = await Promise.all([one, other].map(async who => publicIn(await who.read(), who.name)))
    expect(seen).toEqual(told)
  }).toPass({ intervals: [100], timeout: 30_000 })

/** Checks or calls, and waits until that is no longer asked. */
export const passOn = async ({ pass, sees }: TablePage) => {
  const before = await sees('the own turn', ({ mine }) => mine)
  await pass.click()
  await sees('the turn has gone on', now => !now.mine || now.hand !== before.hand || now.board !== before.board)
}

/** Folds, also where that gives up a free card, which is asked about once. */
export const giveUp = async ({ fold, page, sees, read }: TablePage) => {
  const { hand } = await sees('the own turn', ({ mine }) => mine)
  const sure = page.getByRole('dialog', { name: 'Fold for free?' }).getByRole('button', { name: 'Fold' })
  await fold.click()
  await expect(async () => {
    if (await sure.isVisible()) await sure.click()
    const now = await read()
    expect(now.hand > hand || seatOfYou(now)?.says.includes('folded')).toBe(true)
  }).toPass({ intervals: [100], timeout: 30_000 })
}

/** No hand starts until the host says so; the one that is played is finished, and stays in sight. */
export const pauseTable = async (host: Player, table: string) =>
  void expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
export const resumeTable = async (host: Player, table: string) =>
  void expectDone(await host.send({ domain: 'table', root: table, type: 'ResumeTable' }))
