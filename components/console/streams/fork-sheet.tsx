'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import type { Stream } from './reading.ts'

type Props = { stream: Stream; at: number; onClose: () => void }

/** An edition in which this stream goes on after the moment that is shown. */
export function ForkSheet({ stream: { domain, root }, at, onClose }: Props) {
  const router = useRouter()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState(`Fork of ${domain} ${root.slice(0, 8)} after #${at}`)
  const fork = async () => {
    const divergence = { kind: 'explicit', points: [{ domain, root, sequence: at + 1 }] }
    const answer = await post('/api/editions', { name, purpose, divergence })
    if (!answer.ok) return answer.problem
    router.push(`/admin/streams/${domain}/${root}?edition=${encodeURIComponent(name)}` as Route)
    return null
  }
  return (
    <DecisionSheet
      title="Fork here"
      about={`The edition shares ${domain} up to #${whole(at)}, that event included. Nothing in it is live.`}
      confirm="Fork"
      reason="none"
      isIncomplete={name === '' || purpose === ''}
      onConfirm={fork}
      onClose={onClose}
    >
      <Field
        label="Name"
        value={name}
        maxLength={64}
        autoComplete="off"
        hint="Small letters, digits and dashes."
        onChange={({ target }) => setName(target.value.trim())}
      />
      <Field label="Purpose" value={purpose} maxLength={500} onChange={({ target }) => setPurpose(target.value)} />
    </DecisionSheet>
  )
}
