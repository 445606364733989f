import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'id' | 'action'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.actOnOperation(caller, { body, address })),
)
