import { expect, type Page } from '@playwright/test'
import { type Reading, readingOf } from './reading.ts'

export type TablePage = ReturnType<typeof tableOf>

const often = { intervals: [30, 60, 100, 150] }

/** The page of a table, by what people find there. */
export const tableOf = (page: Page) => {
  const actions = page.getByRole('region', { name: 'Your actions' })
  const answer = actions.getByRole('group', { name: 'Answer', exact: true })
  const ahead = actions.getByRole('group', { name: 'Answer ahead' })
  const armed = actions.getByText(/^On your turn: /)
  const presets = actions.getByRole('group', { name: 'Set the amount' })
  const read = async (): Promise<Reading> => readingOf(await page.getByRole('main').ariaSnapshot())
  /** Waits until the table shows what is looked for, and returns that reading. */
  const sees = async (what: string, is: (reading: Reading) => boolean, timeout = 30_000): Promise<Reading> => {
    let seen: Reading | undefined
    const look = async () => {
      seen = await read()
      return is(seen) ? 'seen' : JSON.stringify({ ...seen, log: seen.log.slice(-6) })
    }
    await expect.poll(look, { message: what, timeout, ...often }).toBe('seen')
    return seen as Reading
  }
  return {
    page,
    read,
    sees,
    felt: page.getByRole('region', { name: 'Table', exact: true }),
    seats: page.getByRole('list', { name: /^Seats/ }).getByRole('listitem'),
    actions,
    fold: answer.getByRole('button').nth(0),
    pass: answer.getByRole('button').nth(1),
    raise: answer.getByRole('button').nth(2),
    answers: answer.getByRole('button'),
    armed,
    /** Answers ahead. A row of buttons that has just come passes over presses: then once more. */
    answerAhead: (name: string) =>
      expect(async () => {
        if (!(await armed.isVisible())) await ahead.getByRole('button', { name, exact: true }).click()
        await expect(armed).toHaveText(`On your turn: ${name}`, { timeout: 500 })
      }).toPass({ intervals: [100], timeout: 15_000 }),
    /** Sets the amount. Here too, a row that has just come passes over presses. */
    setAmount: (place: 1 | 2 | 3 | 4) =>
      expect(async () => {
        const preset = presets.getByRole('button').nth(place - 1)
        await preset.click()
        await expect(preset).toHaveAttribute('aria-pressed', 'true', { timeout: 500 })
      }).toPass({ intervals: [100], timeout: 15_000 }),
    amount: actions.getByRole('textbox', { name: 'Amount in chips' }),
    slider: actions.getByRole('slider', { name: 'Amount' }),
    myTurn: () => sees('the own turn', ({ mine }) => mine),
    over: (hand: number) => sees(`hand ${hand} is over`, reading => reading.hand === hand && reading.over),
    /** The menu has everything that can be done with the table. */
    fromMenu: async (name: string) => {
      await page.getByRole('button', { name: 'Table menu' }).click()
      await page.getByRole('dialog', { name: 'Table' }).getByRole('button', { name }).click()
    },
    chipsDialog: page.getByRole('dialog').filter({ has: page.getByRole('textbox', { name: 'Chips', exact: true }) }),
    /** Sits down with this many chips, by the button under the felt. */
    takeSeat: async (chips: number, name?: string) => {
      await page.getByRole('button', { name: 'Take a seat' }).click()
      const who = page.getByRole('dialog', { name: 'What shall we call you?' })
      if (name) {
        await who.getByRole('textbox', { name: 'Name' }).fill(name)
        await who.getByRole('button', { name: 'Go on' }).click()
      }
      const sit = page.getByRole('dialog', { name: 'Take a seat' })
      await sit.getByRole('textbox', { name: 'Chips', exact: true }).fill(String(chips))
      await sit.getByRole('button', { name: /^Sit down with/ }).click()
      await sees('the own seat', ({ seats }) => seats.some(({ who: sitter }) => sitter === 'you'))
    },
    /** Presses keys nowhere in particular, as somebody does who has just looked at the table. */
    key: (key: string) => page.keyboard.press(key),
    said: (text: string | RegExp) => expect(page.getByRole('alert').filter({ hasText: text })).toHaveCount(1),
  }
}
