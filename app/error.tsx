'use client'
import { Button } from '@/components/ui/button'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 p-6">
      <h1 className="font-semibold text-2xl">This page could not be shown</h1>
      <p className="text-muted">
        What was played is safe: it is recorded before anybody sees it. Your seat and your clock are kept by the server.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <a href="/" className="inline-flex min-h-11 items-center px-2 underline">
          All tables
        </a>
      </div>
      {error.digest ? <p className="font-mono text-muted text-xs">Incident {error.digest}</p> : null}
    </main>
  )
}
