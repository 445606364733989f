import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'name' | 'action'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.actOnEdition(caller, { body, address })),
)

/** What a merge would do; of the other actions there is nothing to be seen before. */
export const GET = route<'name' | 'action'>(async ({ caller, query, address }) =>
  respond(await getInstance().reads.planMerge(caller, { query, address })),
)
