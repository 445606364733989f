'use client'
import { useQuery } from '@tanstack/react-query'
import type { MergePlan } from '@/engine/edition-merge'
import type { Ordered } from '@/engine/editions'
import { get } from '../../live/http.ts'

export type Plan = MergePlan & { readonly commands: readonly Ordered[] }

export const planQuery = (name: string) => ({
  queryKey: ['of-edition', name, 'plan'],
  queryFn: () => get<Plan>(`/api/editions/${name}/merge`),
  gcTime: 0,
  staleTime: 0,
})

/** What merging would do now: asked anew whenever it is looked at, as main goes on. */
export const usePlan = (name: string) => useQuery(planQuery(name))

/** Why it cannot be merged as it is, in a sentence. */
export const hindrance = ({ events, moved, busy }: Plan): string | null => {
  if (events === 0) return 'Nothing has happened in it: there is nothing to merge.'
  if (moved.length > 0)
    return `Main went on in ${moved.length === 1 ? 'a stream' : `${moved.length} streams`} that it wrote. A rebase runs its commands again where main is now.`
  return busy ? 'Something in it is not finished: a reaction is under way, or a dead letter waits.' : null
}
