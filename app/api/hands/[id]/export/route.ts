import { file, problem, route } from '@/app/api/http'
import { getInstance } from '@/server/instance'

export const GET = route<'id'>(async ({ caller, query, address: { id } }) => {
  const result = await getInstance().queries.handFile(caller, { id, query })
  return 'failure' in result ? problem(result.failure) : file(result.value)
})
