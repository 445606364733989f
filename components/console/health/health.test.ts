import { expect, test } from 'vitest'
import { plotsOf, settingsOf } from './words.ts'

const durable = {
  ok: true,
  serverVersion: '18.0',
  fsync: true,
  fullPageWrites: true,
  synchronousCommit: 'on',
  dataChecksums: true,
  appendOnly: 'role',
} as const

test('[RU6] settings that may lose what was answered as stored are wrong, and say what that means', () => {
  expect(settingsOf(durable).map(({ mood }) => mood)).toEqual(Array(5).fill('well'))
  const lost = settingsOf({
    ...durable,
    fsync: false,
    synchronousCommit: 'off',
    dataChecksums: false,
    appendOnly: 'nothing',
  })
  expect(lost.map(({ mood }) => mood)).toEqual(['wrong', 'wrong', 'well', 'look', 'wrong'])
  expect(lost[1]?.means).toBe('a crash of the database may lose the last answers')
})

test('[RU6] what did not happen is drawn as nothing, and is no zero', () => {
  const sample = {
    at: 1,
    head: 5,
    eventsPerSecond: 2,
    commandsPerSecond: 1,
    appendMs: 3.25,
    commandMs: null,
    retriesPerSecond: 0,
    busy: 0.114,
    memory: 210_000_000,
  }
  const plots = plotsOf([{ ...sample, appendMs: 9 }, sample])
  const of = (title: string) => plots.find(plot => plot.title === title)
  expect(of('One append')).toMatchObject({ now: '3.3 ms', most: '9.0 ms' })
  expect(of('A command’s answer')).toMatchObject({ now: 'none', most: 'none' })
  expect(of('Event loop at work')).toMatchObject({ now: '11 %' })
  expect(of('Memory')).toMatchObject({ now: '210 MB' })
})
