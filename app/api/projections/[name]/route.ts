import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'name'>(async ({ caller, query, address }) =>
  respond(await getInstance().reads.projection(caller, { query, address })),
)
