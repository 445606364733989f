import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, type Desk, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
let number = 0
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const act = (name: string, action: string, body: object = {}, who: Parameters<Desk['ask']>[1] = administrator) =>
  desk.operations.actOnEdition(who, { body, address: { name, action } })
const plan = (name: string, action = 'merge', who: Parameters<Desk['ask']>[1] = administrator) =>
  desk.ask('planMerge', who, { address: { name, action } })

/** A player with an edition in which five chips were deposited. */
const begun = async () => {
  const ann = await desk.register()
  const name = `aside-${number++}`
  valueIn(await desk.operations.createEdition(administrator, { body: { name, purpose: 'a test' }, address: {} }))
  valueIn(await desk.send(administrator, `player/${ann.player}/DepositFunds`, { data: { amount: 5 }, edition: name }))
  return { ann, name }
}

test('[QS80] what merging an edition would do is told, then done: at most once, by administrators', async () => {
  const { ann, name } = await begun()
  expect(valueIn(await plan(name))).toMatchObject({
    edition: name,
    events: 1,
    moved: [],
    busy: false,
    streams: [{ domain: 'player', root: ann.player, events: 1 }],
    commands: [{ type: 'DepositFunds' }],
  })
  for (const who of [ann, nobody]) {
    expect(failureIn(await plan(name, 'merge', who)).code).toBe('NOT_FOUND')
    expect(['PERMISSION_DENIED', 'UNAUTHENTICATED']).toContain(failureIn(await act(name, 'merge', {}, who)).code)
  }
  expect(failureIn(await plan(name, 'restore')).code).toBe('NOT_FOUND')
  expect(failureIn(await act(name, 'burn')).code).toBe('NOT_FOUND')
  expect(failureIn(await act('nowhere', 'merge')).code).toBe('NOT_FOUND')
  valueIn(await act(name, 'merge'))
  await desk.engine.settled()
  expect(valueIn(await desk.ask('row', ann, { address: { projection: 'player', id: ann.player } }))).toMatchObject({
    row: { bankroll: 10_005 },
  })
  expect(failureIn(await act(name, 'merge'))).toMatchObject({ reason: 'edition-merged' })
})

test('[QS81] where main went on a merge is refused and a rebase is an operation whose result can be merged', async () => {
  const { ann, name } = await begun()
  valueIn(await desk.send(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 7 } }))
  expect(failureIn(await act(name, 'merge'))).toMatchObject({ code: 'ABORTED', reason: 'main-moved' })
  const into = `${name}-again`
  expect(Object.keys(failureIn(await act(name, 'rebase')).fields ?? {})).toEqual(['into'])
  expect(failureIn(await act(name, 'rebase', { into: name }))).toMatchObject({ reason: 'edition-exists' })
  const { operation } = valueIn(await act(name, 'rebase', { into })) as { operation: string }
  const resultOf = async () => valueIn(await desk.ask('operation', administrator, { address: { id: operation } }))
  await expect.poll(resultOf).toMatchObject({
    status: 'completed',
    result: { commands: [{ type: 'DepositFunds', outcome: 'clean' }] },
  })
  valueIn(await act(into, 'merge'))
  await desk.engine.settled()
  expect((await desk.queries.account(ann, ann.player))?.row).toMatchObject({ bankroll: 10_012 })
})
