import { file, problem, route } from '@/app/api/http'
import { getInstance, type TextFile } from '@/server/instance'

export const GET = route(async ({ caller, query, address }) => {
  const result = await getInstance().reads.auditFile(caller, { query, address })
  return 'failure' in result ? problem(result.failure) : file(result.value as TextFile)
})
