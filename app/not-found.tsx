import { PageLink } from '@/components/ui/page-link'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 p-6">
      <h1 className="font-semibold text-2xl">There is nothing here</h1>
      <p className="text-muted">
        The table may have closed, or the address is not quite right. An invitation link has to be copied whole.
      </p>
      <PageLink href="/" className="inline-flex min-h-11 items-center font-semibold text-primary underline">
        All tables
      </PageLink>
    </main>
  )
}
