// Discards the edition of a what-if when it has been there for thirty days; what is discarded can be brought back for a while.
import { type Elapsed, processManager, send } from '@/engine/define'
import { Edition } from '@/engine/edition'
import { millisecondsOf, type Of } from '@/engine/message'
import { Branch } from '../branch/branch.ts'
import type { BranchEvent } from '../branch/commands.ts'

/** In milliseconds. */
export const branchLifetime = 30 * 86_400_000

type Expiry = { readonly step: 'none' } | { readonly step: 'kept' | 'expired'; readonly due: number }
type Input = Of<BranchEvent, 'BranchOpened'> | Elapsed<'expiry'>

export const branchExpiry = processManager<Input, Expiry>('branch-expiry', [Branch], {
  correlate: (_, { root }) => root,
  initial: { step: 'none' },
  evolve: {
    BranchOpened: (_, __, { recordedAt }) => ({ step: 'kept', due: millisecondsOf(recordedAt) + branchLifetime }),
    'expiry elapsed': expiry => (expiry.step === 'kept' ? { ...expiry, step: 'expired' } : expiry),
  },
  owed: {
    none: () => [],
    kept: ({ due }) => [{ timeout: 'expiry', dueAt: due }],
    expired: (_, root) => [
      { ...send(Edition, root, { type: 'DiscardEdition', reason: 'It was there for thirty days.' }), label: 'discard' },
    ],
  },
  // One that never came to be: its edition was refused.
  expected: ['edition-unknown'],
})
