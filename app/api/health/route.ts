import { ok, route } from '@/app/api/http'

export const dynamic = 'force-dynamic'
export const GET = route(async () => ok({ status: 'alive' }))
