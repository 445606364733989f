import { headers } from 'next/headers'
import { Suspense } from 'react'
import { Lobby } from '@/components/lobby/lobby'
import { LobbySkeleton } from '@/components/lobby/lobby-skeleton'
import { getInstance } from '@/server/instance'

export const dynamic = 'force-dynamic'

async function LobbyRows() {
  const { queries, sessions } = getInstance()
  const caller = await sessions.callerOf((await headers()).get('cookie'))
  const tables = await queries.lobby(caller)
  const session = caller.kind === 'player' ? { player: caller.player, name: caller.name } : null
  const account = session ? await queries.account(caller, session.player) : undefined
  return <Lobby tables={{ row: tables.map(({ row }) => row), version: -1 }} account={account} session={session} />
}

export default function LobbyPage() {
  return (
    <Suspense fallback={<LobbySkeleton />}>
      <LobbyRows />
    </Suspense>
  )
}
