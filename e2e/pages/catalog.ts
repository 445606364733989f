import type { Page } from '@playwright/test'

/** The catalog and the forms that it leads to. */
export const consoleOn = (page: Page) => {
  const result = page.getByRole('region', { name: 'Result' })
  const sheet = page.getByRole('dialog')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  return {
    page,
    result,
    sheet,
    button,
    tree: page.getByRole('navigation', { name: 'Catalog' }),
    field: (name: string) => page.getByLabel(new RegExp(`^${name}( |$)`)),
    tab: (name: string) => page.getByRole('tab', { name, exact: true }),
    speculate: () => button('Speculate').click(),
    send: async (command: string) => {
      await button('Send…').click()
      await sheet.getByRole('button', { name: `Send ${command}`, exact: true }).click()
    },
    draft: (asked: Readonly<Record<string, string>>) => page.goto(`/admin/commands/new?${new URLSearchParams(asked)}`),
    fact: (asked: Readonly<Record<string, string>>) => page.goto(`/admin/facts/new?${new URLSearchParams(asked)}`),
  }
}
