import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'projection'>(async ({ caller, query, address }) =>
  respond(await getInstance().reads.rows(caller, { query, address })),
)
