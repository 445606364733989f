import { respond, route, wholeReplay } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'domain' | 'root'>(
  async ({ caller, query, address }) => respond(await getInstance().reads.verifySnapshot(caller, { query, address })),
  wholeReplay,
)
