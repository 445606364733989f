import { notFound, plain, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const dynamic = 'force-dynamic'
export const GET = route(async ({ caller, place }) => {
  const told = await getInstance().metrics(caller, place)
  return told ? plain(told.text, told.type) : notFound()
})
