import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'domain' | 'root' | 'command'>(async ({ caller, address, body, request }) => {
  const { domain, root, command } = address
  const key = request.headers.get('idempotency-key')
  return respond(await getInstance().command(caller, { domain, root, type: command }, { body, key }))
})
