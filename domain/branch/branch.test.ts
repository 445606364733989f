import { expect, test } from 'vitest'
import { editionRoot } from '@/engine/edition'
import { millisecondsOf } from '@/engine/message'
import { testLog } from '@/engine/testing/envelope'
import { processScenario } from '@/engine/testing/process-scenario'
import { scenario } from '@/engine/testing/scenario'
import { branchExpiry, branchLifetime } from '../process-managers/branch-expiry.ts'
import { handId, playerId } from '../testing/ids.ts'
import { Branch } from './branch.ts'
import type { BranchEvent } from './commands.ts'

const opened: Extract<BranchEvent, { type: 'BranchOpened' }> = {
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
const given = scenario(Branch)
const root = editionRoot(opened.edition)

test('[BR1] a branch is opened once', () => {
  const open = { ...opened, type: 'OpenBranch' } as const
  given().when(open).then(opened)
  given(opened).when(open).rejects('branch-exists')
})

test('[BR2] it is handed over to the bots once, and stays with them', () => {
  given(opened).when({ type: 'HandOverBranch' }).then({ type: 'BranchHandedOver' })
  given(opened, { type: 'BranchHandedOver' }).when({ type: 'HandOverBranch' }).then()
  given({ ...opened, play: 'bots' })
    .when({ type: 'HandOverBranch' })
    .then()
  given().when({ type: 'HandOverBranch' }).rejects('branch-unknown')
})

test('[BR3] after thirty days its edition is discarded', () => {
  const page = testLog().add({ domain: 'branch', root }, opened)
  const dueAt = millisecondsOf(page.source.recordedAt) + branchLifetime
  const flow = processScenario(branchExpiry, root)(page)
  flow.owes({ timeout: 'expiry', dueAt })
  flow.elapse('expiry').owes({ domain: 'edition', root, command: { type: 'DiscardEdition' } })
  expect(branchLifetime).toBe(30 * 86_400_000)
})
