import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'domain' | 'root' | 'event'>(async ({ caller, address, body }) => {
  const { domain, root, event } = address
  return respond(await getInstance().fact(caller, { domain, root, type: event }, body))
})
