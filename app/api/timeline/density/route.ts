import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route(async ({ caller, query, address }) =>
  respond(await getInstance().reads.density(caller, { query, address })),
)
