// A branch as it is opened, for tests.
import { handId, playerId } from '../testing/ids.ts'
import type { BranchEvent } from './commands.ts'

export const opened: Extract<BranchEvent, { type: 'BranchOpened' }> = {
  type: 'BranchOpened',
  hand: handId(1),
  edition: 'fork-17-call-1',
  owner: playerId(1),
  player: playerId(1),
  start: 1000,
  parent: '',
  at: 17,
  position: 901,
  script: [{ player: playerId(1), decision: 3, action: 'call' }],
  keep: [0, 3],
  play: 'self',
}
