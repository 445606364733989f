import { respond, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const POST = route<'domain' | 'root'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.takeSnapshot(caller, { body, address })),
)

export const DELETE = route<'domain' | 'root'>(async ({ caller, body, address }) =>
  respond(await getInstance().operations.removeSnapshots(caller, { body, address })),
)
