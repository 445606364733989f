'use client'
import type { RefObject } from 'react'
import { AnswerRow } from './answer-row.tsx'
import { PreActionRow } from './pre-action-row.tsx'
import { PresetRow } from './preset-row.tsx'
import { RevealRow } from './reveal-row.tsx'
import { ArmedChip, SizingRow } from './sizing-row.tsx'
import type { Sizing } from './use-sizing.ts'
import type { Turn } from './use-turn.ts'

type Props = {
  turn: Turn
  sizing: Sizing
  amountBox: RefObject<HTMLInputElement | null>
  /** The viewer is in the hand and may answer ahead. */
  playing: boolean
  /** Shows or mucks the own cards, where that is the viewer's to choose. */
  onReveal: ((muck: boolean) => void) | null
}

/**
 * Three rows whose size and order never change. The first row never sends an answer to the turn:
 * it sets an amount, answers ahead, or shows cards.
 */
export function Tray({ turn, sizing, amountBox, playing, onReveal }: Props) {
  const price = turn.spot?.toCall ?? 0
  return (
    <section id="actions" className="tray" aria-label="Your actions" tabIndex={-1}>
      {onReveal ? (
        <RevealRow key="reveal" onReveal={onReveal} />
      ) : turn.turn ? (
        <PresetRow key="presets" sizing={sizing} inert={turn.inert} />
      ) : (
        <PreActionRow key="ahead" price={price} armed={turn.pre} onArm={turn.armFor} inert={!playing} />
      )}
      {turn.pre ? (
        <ArmedChip armed={turn.pre} onDisarm={() => turn.armFor(null)} />
      ) : (
        <SizingRow
          sizing={sizing}
          inert={turn.inert}
          amountBox={amountBox}
          onSubmit={() => turn.act(raiseOf(turn, sizing))}
        />
      )}
      <AnswerRow turn={turn} sizing={sizing} />
    </section>
  )
}
export const raiseOf = ({ turn }: Turn, { wrong, amount }: Sizing) =>
  turn?.legal.raise && !wrong ? { verb: turn.legal.raise.kind, amount } : null
