// A what-if: which decision of which hand is answered differently, in which edition, and who plays on. Its root is the edition's.
import { reject } from '@/engine/decision'
import { aggregate } from '@/engine/define'
import {
  type BranchCommand,
  type BranchEvent,
  BranchHandedOver,
  BranchOpened,
  HandOverBranch,
  OpenBranch,
  type Play,
} from './commands.ts'

type State = { readonly play: Play | null }

export const Branch = aggregate<BranchCommand, BranchEvent, State>({
  domain: 'branch',
  stateVersion: 1,
  initial: { play: null },
  evolve: {
    BranchOpened: (_, { play }) => ({ play }),
    BranchHandedOver: () => ({ play: 'bots' }),
  },
  commands: {
    OpenBranch: { schema: OpenBranch, merge: 'STRICT', by: ['engine'] },
    HandOverBranch: { schema: HandOverBranch, merge: 'STRICT', by: ['engine'] },
  },
  events: {
    BranchOpened: { schema: BranchOpened, version: 1 },
    BranchHandedOver: { schema: BranchHandedOver, version: 1 },
  },
  decide: {
    OpenBranch: ({ type: _, ...asked }, { play }) =>
      play === null ? [{ type: 'BranchOpened', ...asked }] : reject('branch-exists'),
    HandOverBranch: (_, { play }) => {
      if (play === null) return reject('branch-unknown', {}, { code: 'NOT_FOUND' })
      return play === 'self' ? [{ type: 'BranchHandedOver' }] : []
    },
  },
})
