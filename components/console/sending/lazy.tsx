'use client'
import dynamic from 'next/dynamic'

const loading = () => <p className="text-muted">One moment…</p>

/** Drafts lie in the tab, so there is nothing to draw before it is there. */
export const SendCommandLater = dynamic(() => import('./send-command.tsx').then(({ SendCommand }) => SendCommand), {
  ssr: false,
  loading,
})
export const RecordFactLater = dynamic(() => import('./record-fact.tsx').then(({ RecordFact }) => RecordFact), {
  ssr: false,
  loading,
})
