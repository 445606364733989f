import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'id'>(async ({ caller, body, address }) =>
  respond(await getInstance().whatIfs.runMany(caller, { body, address })),
)
