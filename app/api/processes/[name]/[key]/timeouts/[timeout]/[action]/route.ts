import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'name' | 'key' | 'timeout' | 'action'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.actOnTimeout(caller, { body, address })),
)
