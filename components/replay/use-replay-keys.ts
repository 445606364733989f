'use client'
import type { HandId } from '@/domain/ids'
import type { HandHistory } from '@/domain/replay/history'
import { repeatLast } from '../announce/announcer.ts'
import { replayKeys } from '../keys/shortcuts.ts'
import { useShortcuts } from '../keys/use-shortcuts.ts'
import type { Moves } from './moves.ts'
import type { Playback } from './use-playback.ts'
import type { ViewOptions } from './use-view-options.ts'

type Given = {
  history: HandHistory
  moves: Moves
  playback: Playback
  view: ViewOptions
  goTo: (href: string) => void
  hrefOf: (hand: HandId) => string
  onCopy: () => void
  onHelp: () => void
}

/** The keys of the replay, joined to what they do. Those of branches are joined where branches are shown. */
export const useReplayKeys = ({ history, moves, playback, view, goTo, hrefOf, onCopy, onHelp }: Given) => {
  const { previous, next, table } = history
  useShortcuts(
    {
      'next-event': moves.nextEvent,
      'previous-event': moves.previousEvent,
      'next-street': moves.nextStreet,
      'previous-street': moves.previousStreet,
      first: moves.first,
      last: moves.last,
      play: playback.toggle,
      slower: playback.slower,
      faster: playback.faster,
      'previous-hand': () => previous && goTo(hrefOf(previous)),
      'next-hand': () => next && goTo(hrefOf(next)),
      live: () => goTo(`/tables/${table}`),
      'big-blinds': view.toggleBigBlinds,
      perspective: view.fromNext,
      copy: onCopy,
      help: onHelp,
      repeat: repeatLast,
    },
    replayKeys,
  )
}
