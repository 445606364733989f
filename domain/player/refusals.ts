// Why a player's account refuses: each reason with the rule that it proves (RULES.md) and its sentence.
import { refusing } from '../refusing.ts'

export const refuse = refusing({
  'player-exists': { rule: 'PL1', message: 'This player is registered already.' },
  'player-not-found': { rule: 'PL1', message: 'There is no such player.', code: 'NOT_FOUND' },
  'player-forgotten': { rule: 'PL17', message: 'This player was forgotten.' },
  'at-a-table': { rule: 'PL17', message: 'Leave every table first.' },
  'too-many-reviews': { rule: 'PL18', message: 'Three of your orders wait for review already.' },
  'daily-limit': { rule: 'PL4', message: 'That is more than may be deposited today.' },
  'insufficient-funds': { rule: 'PL6', message: 'There are not enough free chips in the account.' },
  'already-reserved': { rule: 'PL8', message: 'Chips are reserved for this table already.' },
  'not-at-table': { rule: 'PL8', message: 'Only who bought in at this table can add chips there.' },
  'table-not-found': { rule: 'PL9', message: 'There is no such table.', code: 'NOT_FOUND' },
  'table-closed': { rule: 'PL9', message: 'The table is closed.' },
  'buy-in-too-low': { rule: 'PL9', message: 'That is less than the smallest buy-in of the table.' },
  'buy-in-too-high': { rule: 'PL9', message: 'That is more than the largest buy-in of the table.' },
  'no-reservation': { rule: 'PL11', message: 'These chips were never reserved.' },
  'below-reserved': { rule: 'PL13', message: 'Less would be left than is reserved at tables.' },
  'bankroll-limit': { rule: 'PL14', message: 'An account holds at most 1,000,000,000,000 chips.' },
})
