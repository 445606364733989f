'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { LiveRegions } from '@/components/announce/live-regions'
import { FollowSystem } from '@/components/settings/follow-system'

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 1 } },
  })

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient)
  return (
    <QueryClientProvider client={client}>
      {children}
      <LiveRegions />
      <FollowSystem />
    </QueryClientProvider>
  )
}
