'use client'
import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { JsonTree } from '../json/json-tree.tsx'
import type { Stream } from './reading.ts'

type Props = { stream: Stream; privateTypes: readonly string[] }

/** Why nothing can be unmasked here; undefined where something can. */
export const refusalIn = ({ edition }: Stream, privateTypes: readonly string[]): string | undefined => {
  if (privateTypes.length === 0) return 'No event of this kind of stream has private parts.'
  return edition === '' ? undefined : 'Only main is unmasked; this is an edition.'
}

/**
 * What is private is masked for operators too. It is on record who looks and why before anything is shown; what is
 * shown is held by this view alone, by no cache, and gone with it.
 */
export function Unmask({ stream, privateTypes }: Props) {
  const { domain, root } = stream
  const [isAsked, setAsked] = useState(false)
  const [shown, setShown] = useState<object | null>(null)
  const refusal = refusalIn(stream, privateTypes)
  if (privateTypes.length === 0) return null
  const unmask = async (reason: string) => {
    const answer = await post<object>('/api/reveal', { domain, root, reason })
    if (!answer.ok) return answer.problem
    setShown(answer.value)
    return null
  }
  return (
    <section className="unmask" aria-label="Private parts">
      <p className="flex-1">
        {shown ? <LockOpen size={14} aria-hidden /> : <Lock size={14} aria-hidden />}{' '}
        {shown ? 'Unmasked for this view only; it is on record.' : `Masked: what is private of ${list(privateTypes)}.`}
      </p>
      {shown ? (
        <Button onClick={() => setShown(null)}>Mask again</Button>
      ) : (
        <>
          {refusal ? <span className="text-muted">{refusal}</span> : null}
          <Button aria-disabled={refusal !== undefined} onClick={() => refusal === undefined && setAsked(true)}>
            Unmask
          </Button>
        </>
      )}
      {shown ? (
        <div>
          <JsonTree label="Unmasked" value={shown} />
        </div>
      ) : null}
      {isAsked ? (
        <DecisionSheet
          title="Unmask private parts"
          about={`It is recorded in ${domain} ${root} itself, before anything is shown. Whoever takes part there is refused.`}
          confirm="Unmask"
          onConfirm={unmask}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </section>
  )
}

const list = (types: readonly string[]) => new Intl.ListFormat('en-GB').format(types)
