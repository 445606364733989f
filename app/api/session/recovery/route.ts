import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route(async ({ caller, body }) =>
  respond(await getInstance().sessions.newRecoveryCode(caller, body)),
)
