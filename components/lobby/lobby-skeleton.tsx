/** The lobby at its known size, while it is being read. */
export function LobbySkeleton() {
  return (
    <main aria-busy className="mx-auto w-full max-w-5xl px-4 pt-72">
      <p className="sr-only">Loading the tables</p>
      <div className="grid gap-3 md:grid-cols-2">
        {['a', 'b', 'c', 'd'].map(place => (
          <div key={place} className="h-48 animate-pulse rounded-xl border border-border bg-surface" />
        ))}
      </div>
    </main>
  )
}
