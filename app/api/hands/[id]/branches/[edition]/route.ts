import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const DELETE = route<'id' | 'edition'>(async ({ caller, body, address }) =>
  respond(await getInstance().whatIfs.discardBranch(caller, { body, address })),
)
