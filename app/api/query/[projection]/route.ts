import { notFound, ok, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'projection'>(async ({ caller, address }) => {
  if (address.projection !== 'lobby') return notFound()
  return ok({ rows: await getInstance().queries.lobby(caller) })
})
