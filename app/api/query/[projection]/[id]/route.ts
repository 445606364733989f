import { notFound, ok, route } from '@/app/api/http'
import { type Caller, getInstance } from '@/server/instance'

const readers: Record<string, (caller: Caller, id: string) => Promise<unknown>> = {
  table: (caller, id) => getInstance().queries.table(caller, id),
  seat: (caller, id) => getInstance().queries.seat(caller, id),
  player: (caller, id) => getInstance().queries.account(caller, id),
}

export const GET = route<'projection' | 'id'>(async ({ caller, address }) => {
  const read = Object.hasOwn(readers, address.projection) ? readers[address.projection] : undefined
  const served = await read?.(caller, address.id)
  return served === undefined ? notFound() : ok(served)
})
