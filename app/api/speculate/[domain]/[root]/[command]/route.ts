import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'domain' | 'root' | 'command'>(async ({ caller, address, body }) => {
  const { domain, root, command } = address
  return respond(await getInstance().speculate(caller, { domain, root, type: command }, body))
})
