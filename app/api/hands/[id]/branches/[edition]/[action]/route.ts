import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'id' | 'edition' | 'action'>(async ({ caller, body, address }) =>
  respond(await getInstance().whatIfs.actOnBranch(caller, { body, address })),
)
