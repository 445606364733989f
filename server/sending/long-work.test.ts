import { afterAll, beforeAll, expect, test } from 'vitest'
import { editionRoot } from '@/engine/edition'
import type { OperationRow } from '@/engine/operation'
import { administrator, type Desk, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const act = (name: string, action: string, caller = administrator) =>
  desk.operations.actOnProjection(caller, { body: {}, address: { name, action } })
const actOn = (id: string, action: string, caller = administrator) =>
  desk.operations.actOnOperation(caller, { body: {}, address: { id, action } })
const ended = async (id: string) => {
  const row = async () => (await desk.engine.row<OperationRow>('operations', id))?.row
  await expect.poll(async () => (await row())?.status, { timeout: 10_000 }).toMatch(/completed|failed|cancelled/)
  return row()
}

test('[QS50] a rebuild is an operation that is found, listed and ended by its id', async () => {
  await desk.register()
  const { operation } = valueIn(await act('player', 'rebuild')) as { operation: string }
  expect(await ended(operation)).toMatchObject({ kind: 'rebuild', status: 'completed', result: { differing: 0 } })
  const found = await desk.ask('operation', administrator, { address: { id: operation } })
  expect(valueIn(found)).toMatchObject({ id: operation, startedBy: 'administrator' })
  for (const action of ['cancel', 'pause', 'resume'])
    expect(failureIn(await actOn(operation, action))).toMatchObject({ reason: 'operation-ended' })
})

type Listed = { readonly rows: readonly { readonly id: string }[]; readonly next: string | null }
/** All pages, two rows each. */
const readThrough = async (what: 'operations' | 'editions', filter: string) => {
  const ids: string[] = []
  for (let cursor = ''; ; ) {
    const query = `limit=2${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const { rows, next } = valueIn(await desk.ask(what, administrator, { query })) as Listed
    ids.push(...rows.map(({ id }) => id))
    if (next === null) return ids
    cursor = next
  }
}

test('[QS103] operations and editions are read to the end page by page, newest first, by status and kind', async () => {
  const names = ['paged-0', 'paged-1', 'paged-2', 'paged-3', 'paged-4']
  for (const name of names) valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  const body = { reason: 'no more of it' }
  valueIn(await desk.operations.discardEdition(administrator, { body, address: { name: 'paged-2' } }))
  const begun: string[] = []
  for (let n = 0; n < 3; n++) {
    const { operation } = valueIn(await act('player', 'rebuild')) as { operation: string }
    await ended(operation)
    begun.push(operation)
  }
  await desk.engine.settled()
  const roots = names.map(editionRoot).reverse()
  const open = roots.filter(root => root !== editionRoot('paged-2'))
  expect(await readThrough('editions', '')).toEqual(roots)
  expect(await readThrough('editions', '&status=discarded')).toEqual([editionRoot('paged-2')])
  expect(await readThrough('editions', '&status=open')).toEqual(open)
  valueIn(
    await desk.operations.actOnEdition(administrator, { body: {}, address: { name: 'paged-2', action: 'restore' } }),
  )
  await desk.engine.settled()
  expect(await readThrough('editions', '&status=open')).toEqual(roots)
  const newest = (ids: readonly string[]) => ids.filter(id => begun.includes(id))
  expect(newest(await readThrough('operations', '&kind=rebuild&status=completed'))).toEqual([...begun].reverse())
  expect(newest(await readThrough('operations', '&status=running'))).toEqual([])
  expect(await readThrough('operations', '&kind=verify')).toEqual([])
  expect(failureIn(await desk.ask('operations', administrator, { query: 'status=lost' })).fields).toHaveProperty(
    'status',
  )
})

test('[QS51] a projection is paused and goes on, and the list says which', async () => {
  const paused = async () => {
    const { projections } = valueIn(await desk.ask('projections', administrator)) as {
      projections: readonly { readonly name: string; readonly paused?: boolean }[]
    }
    return projections.find(({ name }) => name === 'lobby')?.paused
  }
  expect(valueIn(await act('lobby', 'pause'))).toEqual({ projection: 'lobby', paused: true })
  expect(await paused()).toBe(true)
  valueIn(await act('lobby', 'resume'))
  expect(await paused()).toBe(false)
})

test('[QS52] one decision on all that a filter names is counted, each with its outcome', async () => {
  const ids: string[] = []
  for (let n = 0; n < 3; n++) {
    const ann = await desk.register()
    const stale = { data: { amount: 10 }, sequence: 1 }
    ids.push(failureIn(await desk.send(ann, `player/${ann.player}/WithdrawFunds`, stale)).deadLetterId ?? '')
  }
  await desk.engine.settled()
  const body = { filter: { status: 'open', domain: 'player' }, action: 'discard', reason: 'sent twice' }
  const begun = valueIn(await desk.operations.actOnDeadLetters(administrator, { body, address: {} }))
  const { operation, total } = begun as { operation: string; total: number }
  expect(total).toBe(3)
  expect(await ended(operation)).toMatchObject({ status: 'completed', done: 3, result: { succeeded: 3, refused: 0 } })
  for (const id of ids)
    expect(valueIn(await desk.ask('deadLetter', administrator, { address: { id } }))).toMatchObject({
      state: { status: 'discarded' },
    })
})

test('[QS54] an operation that is paused waits, says so, and goes on when it is resumed', async () => {
  const row = async (id: string) => (await desk.engine.row<OperationRow>('operations', id))?.row
  const asked = { params: { projection: 'player' }, total: 0, actor: 'administrator' }
  const id = await desk.engine.operations.start('rebuild', asked)
  expect(valueIn(await actOn(id.toUpperCase(), 'pause'))).toEqual({ operation: id })
  await desk.engine.settled()
  expect(await row(id)).toMatchObject({ status: 'paused' })
  expect(valueIn(await actOn(id, 'pause'))).toEqual({ operation: id })
  expect(valueIn(await actOn(id, 'resume'))).toEqual({ operation: id })
  expect(await ended(id)).toMatchObject({ status: 'completed' })
})

test('[QS53] nobody but administrators does any of it, and what is not there is not found', async () => {
  const ann = await desk.register()
  for (const who of [ann, nobody])
    expect(['PERMISSION_DENIED', 'UNAUTHENTICATED']).toContain(failureIn(await act('player', 'rebuild', who)).code)
  expect(failureIn(await act('nothing', 'rebuild')).code).toBe('NOT_FOUND')
  expect(failureIn(await act('player', 'explode')).code).toBe('NOT_FOUND')
  const { operation } = valueIn(await act('player', 'rebuild')) as { operation: string }
  for (const who of [ann, nobody])
    expect(['PERMISSION_DENIED', 'UNAUTHENTICATED']).toContain(failureIn(await actOn(operation, 'pause', who)).code)
  const unknown = [
    actOn(operation, 'explode'),
    actOn(ann.player, 'pause'),
    actOn('no-id', 'resume'),
    actOn('', 'cancel'),
  ]
  expect((await Promise.all(unknown)).map(result => failureIn(result))).toEqual(
    Array(4).fill(expect.objectContaining({ code: 'NOT_FOUND' })),
  )
  await ended(operation)
  const wrong = { body: { filter: { status: 'lost' }, action: 'discard', reason: 'x' }, address: {} }
  expect(failureIn(await desk.operations.actOnDeadLetters(administrator, wrong)).code).toBe('INVALID_ARGUMENT')
})
