import { expect, type Page } from '@playwright/test'

export type TimelinePage = ReturnType<typeof timelineOf>

/** The timeline as one sees it: its rows, how it follows, the event that is looked at. */
export const timelineOf = (page: Page) => {
  const grid = page.getByRole('grid', { name: 'Events' })
  const list = page.locator('.event-list')
  const rows = grid.locator('tbody tr')
  return {
    page,
    grid,
    list,
    rows,
    row: (words: string | RegExp) => rows.filter({ hasText: words }),
    state: page.locator('.tail-state'),
    inspector: page.getByRole('complementary', { name: 'Event' }),
    filters: page.getByRole('list', { name: 'Filters' }).first(),
    edges: page.locator('.edges'),
    open: async (query = '', base = '', path = '/timeline') => {
      await page.goto(`${base}${path}${query}`)
      await expect(page.locator('.tail-state')).toBeVisible()
    },
    /** Numbers of the rows that are drawn, from the top. */
    positions: () =>
      rows.evaluateAll(all =>
        all.map(row => Number(row.getAttribute('aria-rowindex')) - 1).sort((one, other) => one - other),
      ),
    scroll: (top: number) => list.evaluate((box, by) => box.scrollTo({ top: by }), top),
    scrollTop: () => list.evaluate(box => box.scrollTop),
  }
}
