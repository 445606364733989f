// What-ifs by the root of their edition: whose they are, where they leave the hand, and whether they are still there.
import { projector } from '@/engine/define'
import { Edition, type EditionEvent } from '@/engine/edition'
import { Branch } from '../branch/branch.ts'
import type { BranchEvent } from '../branch/commands.ts'

export type BranchRow = Omit<Extract<BranchEvent, { type: 'BranchOpened' }>, 'type'> & {
  status: 'open' | 'discarded'
  createdAt: string
}

export const branches = projector<BranchEvent | EditionEvent, BranchRow>(
  { name: 'branches', version: 1, sources: [Branch, Edition] },
  {
    BranchOpened: (_, { type: __, ...opened }, { recordedAt }) => ({
      ...opened,
      status: 'open',
      createdAt: recordedAt,
    }),
    BranchHandedOver: row => row && { ...row, play: 'bots' },
    EditionDiscarded: row => row && { ...row, status: 'discarded' },
    EditionRestored: row => row && { ...row, status: 'open' },
    EditionPurged: () => undefined,
  },
)
