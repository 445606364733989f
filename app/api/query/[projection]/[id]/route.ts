import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'projection' | 'id'>(async ({ caller, query, address }) =>
  respond(await getInstance().reads.row(caller, { query, address })),
)
