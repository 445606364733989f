import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const DELETE = route<'name'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.discardEdition(caller, { body, address })),
)
