import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route(async ({ caller, body, address }) =>
  respond(await getInstance().operations.verifyChain(caller, { body, address })),
)
