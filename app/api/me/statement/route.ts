import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route(async ({ caller, query }) => respond(await getInstance().queries.statement(caller, query)))
