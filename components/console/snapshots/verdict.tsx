import { CircleAlert, CircleCheck } from 'lucide-react'
import type { SnapshotVerdict } from '@/engine/snapshot-desk'
import { verdictWords } from './words.ts'

/** Equal, or where it differs: places, and nothing of what stands there. */
export function Verdict({ verdict }: { verdict: SnapshotVerdict }) {
  const Icon = verdict.equal ? CircleCheck : CircleAlert
  return (
    <>
      <p className={verdict.equal ? 'verdict' : 'verdict text-error'}>
        <Icon size={15} aria-hidden /> {verdictWords(verdict)}
      </p>
      {verdict.equal ? null : (
        <ul className="font-mono text-xs">
          {verdict.differing.map(pointer => (
            <li key={pointer}>{pointer || 'all of it'}</li>
          ))}
        </ul>
      )}
    </>
  )
}
