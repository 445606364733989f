'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { EditionRow } from '@/engine/edition'
import type { Answer } from '../../live/http.ts'
import { get, type Problem } from '../../live/http.ts'

/** As a read model's rows are served. */
export type EditionRows = { readonly rows: readonly { readonly row: EditionRow }[] }

const patience = 250
/** What was created a moment ago may not be listed yet. */
const mostTries = 12

const rowOf = async (name: string): Promise<EditionRow> => {
  const { rows } = await get<EditionRows>(`/api/query/editions?name=${name}&limit=1`)
  if (rows[0]) return rows[0].row
  throw new Error('There is no such edition.')
}

/** One edition by its name. */
export const useEdition = (name: string, first: EditionRow | undefined) =>
  useQuery({
    queryKey: ['edition', name],
    queryFn: () => rowOf(name),
    retry: first ? 1 : mostTries,
    retryDelay: patience,
    ...(first ? { initialData: first } : {}),
  })

/** Sends an order, and does not say that it is done before the row says so. */
export const useEditionOrder = (name: string) => {
  const client = useQueryClient()
  return useCallback(
    async (order: Promise<Answer<unknown>>, status: EditionRow['status']): Promise<Problem | null> => {
      const answer = await order
      if (!answer.ok) return answer.problem
      for (let tries = 0; tries < mostTries; tries++) {
        const row = await rowOf(name).catch(() => undefined)
        client.setQueryData(['edition', name], row)
        if (row?.status === status) break
        await new Promise(done => setTimeout(done, patience))
      }
      await client.invalidateQueries({ queryKey: ['of-edition', name] })
      return null
    },
    [client, name],
  )
}
