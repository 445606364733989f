import { expect, test } from 'vitest'
import { askedFor, isFiltered, noFilter } from './filters.ts'

test('[AU1] days are the whole day in UTC, and what is not asked for is not there', () => {
  expect(
    askedFor({ ...noFilter, actor: 'administrator/Ann', from: '2026-11-25', to: '2026-11-25' }, { limit: '50' }),
  ).toBe('actor=administrator%2FAnn&from=2026-11-25T00%3A00%3A00Z&to=2026-11-25T23%3A59%3A59.999Z&limit=50')
  expect([isFiltered(noFilter), isFiltered({ ...noFilter, root: 'x' })]).toEqual([false, true])
})
