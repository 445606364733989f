import type { Problem } from './http.ts'

/** Reasons in the words of the table. What is missing here is told in the server's own words. */
const words: Record<string, string> = {
  'stale-decision': 'Too late – hand moved on',
  'not-your-turn': 'Too late – hand moved on',
  'hand-over': 'Too late – hand moved on',
  'bet-too-small': 'That is less than the smallest raise.',
  'bet-too-large': 'That is more than you have.',
  'cannot-check': 'There is a bet to answer: call or fold.',
  'nothing-to-call': 'There is nothing to call.',
  'raise-not-open': 'You may call or fold, the raise is not open to you.',
  'insufficient-funds': 'Your bankroll does not cover that. In the lobby, the bankroll can be filled up.',
  'bankroll-limit': 'Your bankroll is as full as it may be.',
  'daily-limit': 'That is enough for one day. Tomorrow there is more.',
  'already-reserved': 'Chips of yours are already under way to this table.',
  'seat-taken': 'Somebody was quicker: the seat is taken.',
  'table-full': 'Every seat is taken. You may watch.',
  'already-seated': 'You already have a seat here.',
  'table-closed': 'This table has closed.',
  'table-not-found': 'This table is not there any more.',
  'buy-in-too-low': 'That is less than this table’s smallest buy-in.',
  'buy-in-too-high': 'That is more than this table’s largest buy-in.',
  'over-maximum': 'That would be more than this table allows in front of you.',
  'not-seated': 'You have no seat here any more.',
  unreachable: 'The server did not answer. Nothing was done twice; try again.',
  UNAUTHENTICATED: 'Say who you are first.',
  RESOURCE_EXHAUSTED: 'That was a lot at once. Wait a moment.',
}
export const wordsOf = ({ reason, code, detail }: Problem): string => words[reason] ?? words[code] ?? detail

/** Why reserved chips came back; nothing where they came back because the seat was left. */
export const releaseWords = (reason: string): string | null => words[reason] ?? null
