import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'name' | 'action'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.actOnEdition(caller, { body, address })),
)
