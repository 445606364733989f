'use client'
import type { RefObject } from 'react'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableView } from '@/domain/projections/table-view'
import { repeatLast, tell } from '../announce/announcer.ts'
import { useShortcuts } from '../keys/use-shortcuts.ts'
import { changeSettings, defaults, readSettings } from '../settings/settings.ts'
import { passive } from './turn.ts'
import { secondsLeft } from './turn-clock.tsx'
import type { Sizing } from './use-sizing.ts'
import type { Turn } from './use-turn.ts'
import { boardText, cardsText, chips } from './wording.ts'

type Given = {
  table: TableView
  view: SeatView | null
  turn: Turn
  sizing: Sizing
  clockOffset: number
  amountBox: RefObject<HTMLInputElement | null>
  onReveal: ((muck: boolean) => void) | null
  onHelp: () => void
  onReplay: (() => void) | null
}
const mute = () => {
  const volume = readSettings().volume === 0 ? defaults.volume : 0
  changeSettings({ volume })
  tell(volume === 0 ? 'Sound off.' : 'Sound on.')
}
const timeText = (table: TableView, clockOffset: number): string => {
  const turn = table.hand?.turn
  if (!turn) return 'No clock is running.'
  const who = table.names[turn.player] ?? 'Somebody'
  const bank = turn.usingBank ? ', on the time bank' : `, time bank ${turn.bankLeft} seconds`
  return `${who}: ${secondsLeft(turn, Date.now() + clockOffset)} seconds left${bank}.`
}
const tableText = ({ hand }: TableView, view: SeatView | null): string => {
  if (!hand) return 'No hand is running.'
  const own = view?.hand === hand.hand ? ` Your cards: ${cardsText(view.cards)}. ${view.strength ?? ''}` : ''
  return `${boardText(hand.board)} Pot ${chips(hand.pot)}.${own}`
}

/** The keys of the table, joined to what they do. */
export const useTableKeys = (given: Given) => {
  const { table, view, turn, sizing, clockOffset, amountBox, onReveal, onHelp, onReplay } = given
  const preset = (place: number) => () => {
    const chosen = sizing.presets?.[place]
    if (chosen && !turn.inert) sizing.set(chosen.amount)
  }
  const step = (steps: number) => () => {
    if (!turn.inert) sizing.step(steps)
  }
  useShortcuts({
    fold: () => turn.act({ verb: 'fold' }),
    pass: () => turn.act(turn.turn && passive(turn.turn.legal)),
    size: () => amountBox.current?.focus(),
    'preset-1': preset(0),
    'preset-2': preset(1),
    'preset-3': preset(2),
    'preset-4': preset(3),
    more: step(1),
    less: step(-1),
    time: () => tell(timeText(table, clockOffset)),
    table: () => tell(tableText(table, view)),
    show: () => onReveal?.(false),
    mute,
    replay: () => onReplay?.(),
    help: onHelp,
    repeat: repeatLast,
  })
}
