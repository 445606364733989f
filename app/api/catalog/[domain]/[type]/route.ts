import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'domain' | 'type'>(async ({ caller, query, address }) =>
  respond(await getInstance().reads.message(caller, { query, address })),
)
