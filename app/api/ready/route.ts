import { ok, problem, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const dynamic = 'force-dynamic'
export const GET = route(async () => {
  const { ready, ...state } = await getInstance().ready()
  if (ready) return ok({ status: 'ready', ...state, engine: getInstance().engineId })
  return problem({ code: 'UNAVAILABLE', message: 'Consumers are catching up.', retryable: true, retryAfter: 1 })
})
