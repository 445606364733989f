import type { LobbyRow } from '@/domain/projections/lobby'

const free = ({ capacity, seated }: LobbyRow) => capacity - seated

/** Open tables, those with people and a free seat first, then by blinds and name: the order does not jump about. */
export const inOrder = (rows: readonly LobbyRow[]): LobbyRow[] =>
  rows
    .filter(({ closed }) => !closed)
    .toSorted(
      (one, other) =>
        Number(free(one) === 0) - Number(free(other) === 0) ||
        one.blinds.big - other.blinds.big ||
        one.name.localeCompare(other.name, 'en') ||
        one.table.localeCompare(other.table),
    )
