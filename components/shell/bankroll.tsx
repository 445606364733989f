'use client'
import { useRef, useState } from 'react'
import type { AccountRow } from '@/domain/projections/player-account'
import { wordsOf } from '../live/problem-words.ts'
import { useCommand } from '../live/use-command.ts'
import type { Session } from '../live/use-session.ts'
import { chips } from '../table/wording.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/lazy.tsx'

type Props = { session: NonNullable<Session>; account: AccountRow | undefined }

const refill = 10_000

/** Who plays here and with how much; what moved last is behind it. */
export function Bankroll({ session, account }: Props) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const { send, pending, problem } = useCommand()
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="flex min-h-11 min-w-0 flex-col items-end justify-center rounded-lg px-2 leading-tight hover:bg-raised"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="max-w-32 truncate text-muted text-xs">{account?.name ?? session.name}</span>
        <span className="font-semibold">
          {account ? chips(account.bankroll) : '…'}
          <span className="sr-only"> chips in your bankroll</span>
        </span>
      </button>
      {open ? (
        <Popover title="Your bankroll" anchor={anchor} onClose={() => setOpen(false)}>
          <div className="flex flex-col gap-3 px-1">
            <p className="text-muted text-sm">
              {account
                ? `${chips(account.available)} of ${chips(account.bankroll)} to spare`
                : 'The account is being opened.'}
            </p>
            <ul className="flex flex-col gap-1 text-sm">
              {account?.movements.slice(0, 6).map(({ at, text, amount }) => (
                <li key={`${at} ${text} ${amount}`} className="flex justify-between gap-3">
                  <span className="truncate">{text}</span>
                  <span className="font-medium">{amount > 0 ? `+${chips(amount)}` : chips(amount)}</span>
                </li>
              ))}
            </ul>
            <Button
              aria-disabled={pending !== null}
              onClick={() => pending ?? void send('DepositFunds', session.player, { amount: refill })}
            >
              Add {chips(refill)} play chips
            </Button>
            {problem ? <p className="text-error text-sm">{wordsOf(problem)}</p> : null}
          </div>
        </Popover>
      ) : null}
    </>
  )
}
