import type { PlayerId } from '@/domain/ids'
import { Player } from '@/domain/player/player'
import type { AccountRow } from '@/domain/projections/player-account'
import type { Engine } from '@/engine/engine'
import { forgotten } from '@/engine/personal'

export type Names = (players: readonly PlayerId[]) => Promise<Record<PlayerId, string>>

/** Display names by id, remembered until they change. */
export const makeNames = (engine: Engine): Names => {
  const known = new Map<PlayerId, string>()
  engine.onRows(({ projection, changes }) => {
    if (projection === 'player') for (const { key } of changes) known.delete(key as PlayerId)
  })
  return async players => {
    const unknown = players.filter(player => !known.has(player))
    const found = await Promise.all(unknown.map(async player => ({ player, name: await nameOf(engine, player) })))
    for (const { player, name } of found) if (name) known.set(player, name)
    return Object.fromEntries(players.map(player => [player, known.get(player) ?? 'Guest']))
  }
}

/** A player who was forgotten is, whether or not the key of the name is destroyed by now. */
const nameOf = async (engine: Engine, player: PlayerId): Promise<string | undefined> => {
  const account = await engine.row<AccountRow>('player', player)
  if (!account) return undefined
  return (await engine.state(Player, player)).state.forgotten ? forgotten : account.row.name
}
