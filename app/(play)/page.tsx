import { Suspense } from 'react'
import { Lobby } from '@/components/lobby/lobby'
import { LobbySkeleton } from '@/components/lobby/lobby-skeleton'
import { readVisitor } from './visitor'

export const dynamic = 'force-dynamic'

async function LobbyRows() {
  const { queries, caller, session, account } = await readVisitor()
  const tables = await queries.lobby(caller)
  return <Lobby tables={{ row: tables.map(({ row }) => row), version: -1 }} account={account} session={session} />
}

export default function LobbyPage() {
  return (
    <Suspense fallback={<LobbySkeleton />}>
      <LobbyRows />
    </Suspense>
  )
}
