import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route(async ({ caller }) => respond(await getInstance().queries.statistics(caller)))
