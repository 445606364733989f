import { ok, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const dynamic = 'force-dynamic'
export const GET = route(async () => ok(await getInstance().health()))
