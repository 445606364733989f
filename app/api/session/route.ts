import { ok, problem, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route(async ({ caller }) =>
  ok(caller.kind === 'player' ? { player: caller.player, name: caller.name, role: 'player' } : null),
)

export const POST = route(async ({ body, from }) => {
  const { sessions } = getInstance()
  const asked = (typeof body === 'object' && body !== null ? body : {}) as { name?: unknown; recoveryCode?: unknown }
  const result = await ('recoveryCode' in asked
    ? sessions.recover(asked.recoveryCode, from)
    : sessions.signIn(asked.name, from))
  if ('failure' in result) return problem(result.failure)
  return ok(result.value.session, { 'set-cookie': sessions.cookie('player', result.value.token) })
})

export const DELETE = route(async ({ request }) => {
  const { sessions } = getInstance()
  await sessions.signOut(request.headers.get('cookie'))
  return new Response(null, { status: 204, headers: { 'set-cookie': sessions.cookie('player') } })
})
