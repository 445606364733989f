// A player's own account: name, bankroll, what is reserved where, the last movements.
import { DeadLetter, type DeadLetterEvent } from '@/engine/dead-letter'
import { projector } from '@/engine/define'
import type { Envelope, Of } from '@/engine/message'
import type { Chips } from '../chips.ts'
import { PlayerId, type ReservationId, type TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'

/** `amount` is what it did to the free chips, `available` what of them was left; `bankroll` counts those at tables too. */
export type AccountMovement = { at: string; text: string; amount: number; available: Chips; bankroll: Chips }
export type AccountRow = {
  player: PlayerId
  name: string
  kind: PlayerKind
  bankroll: Chips
  available: Chips
  reservations: { reservation: ReservationId; table: TableId; amount: Chips; purpose: 'buy-in' | 'top-up' }[]
  /** Newest first, at most 50. */
  movements: AccountMovement[]
  /** Why the last reservation came back, until the next one. */
  lastRelease: { table: TableId; reason: string } | null
  /** Orders of this player that wait, or waited, for review: newest first, at most 20. */
  reviews: AccountReview[]
}
/** `reason` is the reviewer's, once there is a decision. */
export type AccountReview = {
  deadLetter: string
  command: string
  amount: number | null
  status: 'open' | 'claimed' | 'resubmitted' | 'accepted' | 'discarded'
  reason: string | null
}

const movementsKept = 50
const reviewsKept = 20

const present =
  <E>(react: (row: AccountRow, event: E, source: Envelope) => AccountRow) =>
  (row: AccountRow | undefined, event: E, source: Envelope): AccountRow | undefined =>
    row && react(row, event, source)

const opened = (row: AccountRow, event: Of<DeadLetterEvent, 'DeadLetterOpened'>, { root }: Envelope): AccountRow => {
  if (event.reason !== 'SEQUENCE_MISMATCH') return row
  const { command } = event.payload as { readonly command?: { readonly amount?: number } }
  const review: AccountReview = {
    deadLetter: root,
    command: event.subject.split('/')[1] ?? event.subject,
    amount: command?.amount ?? null,
    status: 'open',
    reason: null,
  }
  return { ...row, reviews: [review, ...row.reviews].slice(0, reviewsKept) }
}

/** What a reviewer did, with the reason where it was a decision. */
const reviewed = (status: AccountReview['status']) =>
  present((row, event: DeadLetterEvent, { root }) => ({
    ...row,
    reviews: row.reviews.map(one =>
      one.deadLetter === root ? { ...one, status, reason: 'reason' in event ? event.reason : null } : one,
    ),
  }))

/** A dead letter carries in `ext` what it is about: only those of a player's own account are theirs to see. */
const keyOf = (_: unknown, { domain, root, ext }: Envelope): string | undefined => {
  if (domain !== DeadLetter.domain) return root
  const target = ext as { readonly domain?: string; readonly root?: string } | null
  return target?.domain === Player.domain ? target.root : undefined
}

type Balance = Pick<AccountRow, 'bankroll' | 'available'>

const moved = (
  row: AccountRow,
  { recordedAt }: Envelope,
  { text, ...after }: Balance & { text: string },
): AccountRow => {
  const movement = { at: recordedAt, text, amount: after.available - row.available, ...after }
  return { ...row, ...after, movements: [movement, ...row.movements].slice(0, movementsKept) }
}

/** Chips that came or went without a table: the reserved ones stay as they are. */
const settled = (
  row: AccountRow,
  source: Envelope,
  { text, bankroll }: { text: string; bankroll: Chips },
): AccountRow => moved(row, source, { text, bankroll, available: row.available + bankroll - row.bankroll })

const reserved = (row: AccountRow, event: Of<PlayerEvent, 'FundsReserved'>, source: Envelope): AccountRow => {
  const { reservation, table, amount, purpose, available } = event
  const text = purpose === 'buy-in' ? 'Buy-in' : 'Top-up'
  return {
    ...moved(row, source, { text, bankroll: row.bankroll, available }),
    reservations: [...row.reservations, { reservation, table, amount, purpose }],
    lastRelease: null,
  }
}

const released = (row: AccountRow, event: Of<PlayerEvent, 'FundsReleased'>, source: Envelope): AccountRow => {
  const { reservations, table, cashedOut, bankroll, available, reason } = event
  const text = cashedOut === 0 ? 'Left with nothing' : 'Back from the table'
  return {
    ...moved(row, source, { text, bankroll, available }),
    reservations: row.reservations.filter(({ reservation }) => !reservations.includes(reservation)),
    lastRelease: { table, reason },
  }
}

export const playerAccount = projector<PlayerEvent | DeadLetterEvent, AccountRow>(
  { name: 'player', version: 2, sources: [Player, DeadLetter], key: keyOf },
  {
    PlayerRegistered: (_, { displayName, kind }, { root }) => ({
      player: PlayerId.parse(root),
      name: displayName,
      kind,
      bankroll: 0,
      available: 0,
      reservations: [],
      movements: [],
      lastRelease: null,
      reviews: [],
    }),
    PlayerRenamed: present((row, { displayName }) => ({ ...row, name: displayName })),
    FundsDeposited: present((row, { bankroll }, source) => settled(row, source, { text: 'Deposit', bankroll })),
    FundsWithdrawn: present((row, { bankroll }, source) => settled(row, source, { text: 'Withdrawal', bankroll })),
    BankrollAdjusted: present((row, { bankroll, reason }, source) =>
      settled(row, source, { text: `Adjusted by the floor: ${reason}`, bankroll }),
    ),
    FundsReserved: present(reserved),
    FundsReleased: present(released),
    PlayerForgotten: present(row => row),
    DeadLetterOpened: present(opened),
    DeadLetterClaimed: reviewed('claimed'),
    DeadLetterReleased: reviewed('open'),
    DeadLetterResubmitted: reviewed('resubmitted'),
    DeadLetterReopened: reviewed('open'),
    DeadLetterAccepted: reviewed('accepted'),
    DeadLetterDiscarded: reviewed('discarded'),
  },
)
