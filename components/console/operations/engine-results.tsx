import { CircleAlert, CircleCheck } from 'lucide-react'
import type { Verification } from '@/engine/verify'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { StreamLink } from '../stream-link.tsx'

export type RebuildResult = {
  readonly position: number
  readonly rows: { readonly before: number; readonly after: number }
  readonly differing: number
  readonly keys: readonly string[]
}

/** The swap, in words: what took whose place, and what is different now. */
export function Rebuilt({ result, name }: { result: RebuildResult; name: string }) {
  const { position, rows, differing, keys } = result
  return (
    <>
      <p className="verdict">
        <CircleCheck size={15} aria-hidden /> Swapped at position {whole(position)}: {whole(rows.after)} new rows took
        the place of {whole(rows.before)}.
      </p>
      <p>
        {differing === 0 ? 'None of them differs from what it was.' : `${whole(differing)} of them differ from before.`}{' '}
        <PageLink className="desk-link" href={`/admin/projections/${name}`}>
          {name}
        </PageLink>
      </p>
      {keys.length > 0 ? (
        <ul className="font-mono text-xs">
          {keys.map(key => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

export type VerifyResult = Verification & {
  readonly broken?: {
    readonly domain: string
    readonly root: string
    readonly edition: string
    readonly sequence: number
    readonly position: number
    readonly type: string
  }
}

/** Whole, or the first place at which it is not. */
export function Verified({ result }: { result: VerifyResult }) {
  const { ok, checked, firstBroken, broken } = result
  if (ok)
    return (
      <p className="verdict">
        <CircleCheck size={15} aria-hidden /> {whole(checked)} events were checked, and every hash follows from the one
        before.
      </p>
    )
  return (
    <>
      <p className="verdict text-error">
        <CircleAlert size={15} aria-hidden /> The chain breaks at {whole(firstBroken ?? 0)}, behind {whole(checked)}{' '}
        events that are as they were.
      </p>
      {broken ? (
        <p>
          There stands {broken.type}, position {whole(broken.position)},{' '}
          <StreamLink domain={broken.domain} root={broken.root} edition={broken.edition} at={broken.sequence} />
        </p>
      ) : (
        <p>Nothing stands there: an event is missing.</p>
      )}
    </>
  )
}
