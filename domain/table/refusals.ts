// Why a table refuses: each reason with the rule that it proves (RULES.md) and its sentence.
import { refusing } from '../refusing.ts'

export const refuse = refusing({
  'table-exists': { rule: 'TB1', message: 'This table is open already.' },
  'table-not-found': { rule: 'TB1', message: 'There is no such table.', code: 'NOT_FOUND' },
  'variant-not-offered': { rule: 'TB2', message: 'This variant is not offered.' },
  'blinds-invalid': { rule: 'TB2', message: 'The small blind and the ante may not be above the big blind.' },
  'buy-in-range-invalid': { rule: 'TB2', message: 'The buy-in goes from at least one big blind up to its maximum.' },
  'too-many-tables': { rule: 'TB32', message: 'Three of your tables are open already.' },
  'table-closed': { rule: 'TB5', message: 'The table is closed.' },
  'table-full': { rule: 'TB3', message: 'Every seat is taken.' },
  'seat-taken': { rule: 'TB3', message: 'The seat is taken.' },
  'no-such-seat': { rule: 'TB3', message: 'The table has no such seat.' },
  'already-seated': { rule: 'TB4', message: 'The player has a seat at this table already.' },
  'buy-in-too-low': { rule: 'TB4', message: 'That is less than the smallest buy-in of the table.' },
  'buy-in-too-high': { rule: 'TB4', message: 'That is more than the largest buy-in of the table.' },
  'not-seated': { rule: 'TB6', message: 'The player has no seat at this table.' },
  leaving: { rule: 'TB9', message: 'The player leaves when the hand is over.' },
  'over-maximum': { rule: 'TB9', message: 'The stack would exceed the largest buy-in of the table.' },
  cancelled: { rule: 'TB11', message: 'These chips were called back before they came.' },
  'already-added': { rule: 'TB11', message: 'These chips lie on the table already.' },
  'hand-in-progress': { rule: 'TB12', message: 'A hand is being played.' },
  paused: { rule: 'TB12', message: 'The table is paused.' },
  'not-enough-players': { rule: 'TB12', message: 'A hand takes at least two players with chips.' },
  'wrong-hand': { rule: 'TB13', message: 'That is not the hand that this table plays.' },
  'no-hand': { rule: 'TB17', message: 'No hand is being played.' },
  'chips-not-conserved': { rule: 'TB17', message: 'Stacks and rake must add up to what was dealt in.' },
})
