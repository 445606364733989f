'use client'
import { useState } from 'react'
import { presetsOf, type Range, raiseRange, snapped, typedAmount, within } from './presets.ts'
import type { Turn } from './use-turn.ts'
import { chips } from './wording.ts'

type Draft = { key: string; text: string }
const nothing: Range = { min: 0, max: 0 }

/** The amount of a bet or raise, begun anew at the smallest one with every decision. */
export const useSizing = ({ turn, spot }: Pick<Turn, 'turn' | 'spot'>, smallBlind: number) => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const range = raiseRange(turn?.legal ?? null)
  const open = range ?? nothing
  const text = draft && draft.key === turn?.key ? draft.text : chips(open.min)
  const typed = typedAmount(text, open, chips)
  const amount = 'amount' in typed ? typed.amount : open.min
  const write = (next: string) => turn && setDraft({ key: turn.key, text: next })
  const set = (next: number) => write(chips(next))
  return {
    range,
    text,
    amount,
    wrong: range && 'wrong' in typed ? typed.wrong : null,
    presets: spot && range ? presetsOf(spot, range) : null,
    write,
    set,
    slide: (value: number) => set(snapped(value, smallBlind, open)),
    /** One big blind a step. */
    step: (steps: number) => spot && range && set(within(amount + steps * spot.bigBlind, range)),
  }
}
export type Sizing = ReturnType<typeof useSizing>
