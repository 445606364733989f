import { ok, problem, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route(async ({ body, from }) => {
  const { sessions } = getInstance()
  const result = await sessions.signInAdministrator(body, from)
  if ('failure' in result) return problem(result.failure)
  return ok({ role: 'administrator' }, { 'set-cookie': sessions.cookie('administrator', result.value.token) })
})

export const DELETE = route(async ({ request }) => {
  const { sessions } = getInstance()
  await sessions.signOut(request.headers.get('cookie'), ['administrator'])
  return new Response(null, { status: 204, headers: { 'set-cookie': sessions.cookie('administrator') } })
})
