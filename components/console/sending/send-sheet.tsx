'use client'
import type { Problem } from '../../live/http.ts'
import { DecisionSheet } from '../decision-sheet.tsx'
import { type Asked, syncWords } from './asked.ts'

type Props = { asked: Asked; isTried: boolean; onConfirm: () => Promise<Problem | null>; onClose: () => void }

/** Before it is sent: what, to whom, and whether anybody looked what would come of it. */
export function SendSheet({ asked, isTried, onConfirm, onClose }: Props) {
  const { domain, command, root, edition, sequence, sync } = asked
  return (
    <DecisionSheet
      title={`Send ${command}`}
      about={`To ${domain} ${root}, in ${edition || 'main'}.`}
      confirm={`Send ${command}`}
      reason="none"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className="list-disc pl-5 text-sm">
        <li>
          {sequence === null ? 'Whatever the stream has come to meanwhile.' : `As it was seen before #${sequence}.`}
        </li>
        <li>
          {sync}: {syncWords[sync]}.
        </li>
        <li>{isTried ? 'What would come of it was looked at.' : 'Nobody has looked yet what would come of it.'}</li>
        <li>It stands in the log under your name. Pressing twice sends it once.</li>
      </ul>
    </DecisionSheet>
  )
}
