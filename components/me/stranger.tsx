'use client'
import { useRouter } from 'next/navigation'
import { useSession } from '../live/use-session.ts'
import { OneFieldForm } from '../ui/one-field-form.tsx'
import { PageLink } from '../ui/page-link.tsx'

/** Nobody is signed in: by a recovery code one is oneself again. */
export function Stranger() {
  const router = useRouter()
  const { recover } = useSession(null)
  return (
    <section className="flex max-w-md flex-col gap-4">
      <p className="text-muted">
        Nobody is signed in in this browser. Take a seat{' '}
        <PageLink href="/" className="text-primary underline">
          in the lobby
        </PageLink>{' '}
        under a new name, or come back with your recovery code.
      </p>
      <OneFieldForm
        field={{
          label: 'Recovery code',
          maxLength: 60,
          autoComplete: 'off',
          autoCapitalize: 'characters',
          spellCheck: false,
          hint: 'Five groups of five letters and digits.',
        }}
        missing="Type the code that you were shown."
        confirm="Come back"
        send={recover}
        onDone={() => router.refresh()}
      />
    </section>
  )
}
