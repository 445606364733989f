import { headers } from 'next/headers'
import { cache } from 'react'
import { getInstance } from '@/server/instance'

/** Who looks at a page, and what its header shows of them. */
export const readVisitor = cache(async () => {
  const { queries, sessions } = getInstance()
  const caller = await sessions.callerOf((await headers()).get('cookie'))
  const session = caller.kind === 'player' ? { player: caller.player, name: caller.name } : null
  const account = session ? await queries.account(caller, session.player) : undefined
  return { queries, caller, session, account }
})
