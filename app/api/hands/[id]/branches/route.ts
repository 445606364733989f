import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'id'>(async ({ caller, query, address }) =>
  respond(await getInstance().whatIfs.branches(caller, { query, address })),
)
