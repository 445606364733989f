'use client'
import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EditionMark } from '../ui/edition-mark.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { lineHref, markOf } from './lines.ts'
import type { WhatIf } from './use-what-if.ts'
import { answerWords, bigBlinds } from './words.ts'

type Props = { history: HandHistory; at: number; whatIf: WhatIf; onClose: () => void }

/** Where lines part: how each of them goes on. */
export function ForkSheet({ history, at, whatIf, onClose }: Props) {
  const { list, here, isHere, ask } = whatIf
  const big = dealOf(history)?.blinds.big ?? 1
  return (
    <Dialog title="Lines from here" about={`At #${at} the hand goes on in ${here.length + 1} ways.`} onClose={onClose}>
      <ul className="grid gap-1">
        <li>
          <Button className="w-full justify-start!" onClick={onClose}>
            Stay in this line
          </Button>
        </li>
        {here.map(({ line, branch }) => (
          <li key={line}>
            <PageLink
              className="branch-line min-h-11"
              href={lineHref(history.hand, { line, at: at + 1 })}
              onClickCapture={onClose}
            >
              <EditionMark mark={markOf(list, line)} />
              <span className="branch-text">
                {branch ? answerWords(branch) : 'What happened'}
                {branch?.result == null ? null : (
                  <span className="text-muted text-xs">{bigBlinds(branch.result - branch.onMain, big)}</span>
                )}
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      {isHere ? (
        <Button
          look="primary"
          onClick={() => {
            onClose()
            ask()
          }}
        >
          Another answer
        </Button>
      ) : null}
    </Dialog>
  )
}
