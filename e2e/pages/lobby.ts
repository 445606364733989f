import { expect, type Page } from '@playwright/test'

export type Lobby = ReturnType<typeof lobbyOf>

/** The list of tables, and the ways from it to a seat. */
export const lobbyOf = (page: Page) => {
  const nameDialog = page.getByRole('dialog', { name: 'What shall we call you?' })
  const createDialog = page.getByRole('dialog', { name: 'Create a table' })
  return {
    page,
    open: (base = '') => page.goto(`${base}/`),
    cardOf: (table: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: table, exact: true }) }),
    play: (table: string) => page.getByRole('button', { name: `Play at ${table}` }),
    watch: (table: string) => page.getByRole('link', { name: `Watch ${table}` }),
    nameDialog,
    /** Says a name where it is asked for, and goes on. */
    nameAs: async (name: string) => {
      await nameDialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await nameDialog.getByRole('button', { name: /^(Sit down|Go on)$/ }).click()
    },
    /** Goes through the dialog; the page of the new table opens. */
    createTable: async ({ name, seats = '2' }: { name: string; seats?: '2' | '6' | '9' | '10' }) => {
      await createDialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await createDialog.getByRole('radio', { name: seats, exact: true }).check()
      await createDialog.getByRole('button', { name: 'Create' }).click()
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    },
    createButton: page.getByRole('button', { name: 'Create a table' }),
    createDialog,
  }
}
