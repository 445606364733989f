// The forced bets of a hand in the order in which they are posted: antes, small blind, big blind.
import type { Blinds, Dealt, Post } from '../terms.ts'
import { leftOf, type Positions } from './button.ts'

type Due = Positions & { readonly seats: readonly Dealt[]; readonly blinds: Blinds }

export const postsOf = (due: Due): Post[] => [...antes(due), ...blindsDue(due)].filter(isAffordable(due.seats))

const antes = ({ seats, blinds: { ante }, button, bigBlindSeat }: Due): Post[] => {
  if (ante.kind === 'none') return []
  const payers =
    ante.kind === 'big-blind'
      ? [bigBlindSeat]
      : leftOf(
          seats.map(({ seat }) => seat),
          button,
        )
  return payers.flatMap(seat => postFrom(seats, { seat, kind: 'ante', amount: ante.amount }))
}

const blindsDue = ({ seats, blinds, smallBlindSeat, bigBlindSeat }: Due): Post[] => [
  ...postFrom(seats, { seat: smallBlindSeat, kind: 'small', amount: blinds.small }),
  ...postFrom(seats, { seat: bigBlindSeat, kind: 'big', amount: blinds.big }),
]

const postFrom = (
  seats: readonly Dealt[],
  post: Pick<Post, 'kind' | 'amount'> & { seat: Post['seat'] | null },
): Post[] => seats.filter(({ seat }) => seat === post.seat).map(({ seat, player }) => ({ ...post, seat, player }))

/** Due is the full amount, also from a short stack; but nothing from whom the posts before leave nothing. */
const isAffordable = (seats: readonly Dealt[]) => (post: Post, index: number, posts: readonly Post[]) => {
  const stack = seats.find(({ seat }) => seat === post.seat)?.stack ?? 0
  const before = posts.slice(0, index).filter(({ seat }) => seat === post.seat)
  return before.reduce((left, { amount }) => left - amount, stack) > 0
}
