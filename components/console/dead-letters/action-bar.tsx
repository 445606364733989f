import type { ShownDeadLetter } from '@/server/instance'
import { Button } from '../../ui/button.tsx'
import type { Decision, Refusals, SheetName } from './deciding.ts'

type Props = {
  letter: ShownDeadLetter
  refusals: Refusals
  pending: Decision | null
  onOpen: (name: SheetName) => void
  onClaim: () => void
}

const actions = [
  ['try', 'Try it', 'T'],
  ['resubmit', 'Resubmit', 'R'],
  ['edit', 'Edit & resubmit', 'E'],
  ['accept', 'Accept as already done', 'A'],
  ['discard', 'Discard', 'D'],
] as const

/** All of them are off from the moment one is confirmed until the entry says what became of it. */
export function ActionBar({ letter, refusals, pending, onOpen, onClaim }: Props) {
  const isClaimed = letter.state.status === 'claimed'
  return (
    <div className="action-bar" role="toolbar" aria-label="Decide">
      {actions.map(([name, label, key]) => (
        <Button
          key={name}
          look={name === 'resubmit' ? 'primary' : 'plain'}
          aria-disabled={refusals[name] !== undefined}
          title={refusals[name]}
          aria-keyshortcuts={key}
          onClick={() => refusals[name] === undefined && onOpen(name)}
        >
          {label} <kbd aria-hidden>{key}</kbd>
        </Button>
      ))}
      <Button
        aria-disabled={refusals.claim !== undefined}
        title={refusals.claim}
        aria-keyshortcuts="C"
        onClick={onClaim}
      >
        {isClaimed ? 'Release' : 'Claim'} <kbd aria-hidden>C</kbd>
      </Button>
      {pending ? <span className="self-center text-muted text-sm">Sending…</span> : null}
    </div>
  )
}
