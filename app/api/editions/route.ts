import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route(async ({ caller, query, address }) =>
  respond(await getInstance().reads.editions(caller, { query, address })),
)

export const POST = route(async ({ caller, body, address }) =>
  respond(await getInstance().operations.createEdition(caller, { body, address })),
)
