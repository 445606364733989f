import { expect, test } from 'vitest'
import { editionRoot } from '@/engine/edition'
import { millisecondsOf } from '@/engine/message'
import { testLog } from '@/engine/testing/envelope'
import { processScenario } from '@/engine/testing/process-scenario'
import { scenario } from '@/engine/testing/scenario'
import { branchExpiry, branchLifetime } from '../process-managers/branch-expiry.ts'
import { opened } from './branch.fixture.ts'
import { Branch } from './branch.ts'

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
