import type { VitalsTold } from '@/server/instance'

/** What /api/health says. */
export type Health = {
  readonly status: string
  readonly version: string
  readonly node: string
  readonly engine: string
  readonly durability: Durability
}
type Durability = {
  readonly ok: boolean
  readonly serverVersion: string
  readonly fsync: boolean
  readonly fullPageWrites: boolean
  readonly synchronousCommit: string
  readonly dataChecksums: boolean
  readonly appendOnly: 'role' | 'trigger' | 'nothing'
}
export type Setting = {
  readonly name: string
  readonly value: string
  readonly mood: 'well' | 'look' | 'wrong'
  readonly means: string
}

const guards = {
  role: 'neither the server’s role nor the owner may change or remove an event',
  trigger: 'triggers refuse it, also to the owner; the server’s role has the right',
  nothing: 'whoever has the server’s role may change events',
} as const

/** As they were when the server started; what is wrong says what it means. */
export const settingsOf = (durability: Durability): readonly Setting[] => {
  const { fsync, fullPageWrites, synchronousCommit, dataChecksums, appendOnly } = durability
  const isSynchronous = synchronousCommit !== 'off'
  const onOff = (is: boolean) => (is ? 'on' : 'off')
  return [
    {
      name: 'fsync',
      value: onOff(fsync),
      mood: fsync ? 'well' : 'wrong',
      means: fsync ? 'what is stored is on the disk' : 'a crash of the machine may lose what was answered as stored',
    },
    {
      name: 'synchronous_commit',
      value: synchronousCommit,
      mood: isSynchronous ? 'well' : 'wrong',
      means: isSynchronous
        ? 'an answer waits until its events are durable'
        : 'a crash of the database may lose the last answers',
    },
    {
      name: 'full_page_writes',
      value: onOff(fullPageWrites),
      mood: fullPageWrites ? 'well' : 'wrong',
      means: fullPageWrites ? 'a page that was half written is repaired' : 'a page that was half written is lost',
    },
    {
      name: 'data checksums',
      value: onOff(dataChecksums),
      mood: dataChecksums ? 'well' : 'look',
      means: dataChecksums ? 'a disk that changes a page is noticed' : 'a disk that changes a page is not noticed',
    },
    {
      name: 'append-only',
      value: appendOnly,
      mood: appendOnly === 'nothing' ? 'wrong' : appendOnly === 'role' ? 'well' : 'look',
      means: guards[appendOnly],
    },
  ]
}

type Sample = VitalsTold['samples'][number]
export type Plot = {
  readonly title: string
  readonly points: readonly (readonly [at: number, value: number | null])[]
  /** Of the last look, and the most there was. */
  readonly now: string
  readonly most: string
  readonly least: number
}

const figures: readonly {
  readonly title: string
  readonly of: (sample: Sample) => number | null
  readonly words: (value: number) => string
  readonly least: number
}[] = [
  {
    title: 'Events a second',
    of: ({ eventsPerSecond }) => eventsPerSecond,
    words: value => value.toFixed(1),
    least: 1,
  },
  {
    title: 'Commands a second',
    of: ({ commandsPerSecond }) => commandsPerSecond,
    words: value => value.toFixed(1),
    least: 1,
  },
  { title: 'One append', of: ({ appendMs }) => appendMs, words: value => `${value.toFixed(1)} ms`, least: 5 },
  { title: 'A command’s answer', of: ({ commandMs }) => commandMs, words: value => `${value.toFixed(1)} ms`, least: 5 },
  {
    title: 'Retries a second',
    of: ({ retriesPerSecond }) => retriesPerSecond,
    words: value => value.toFixed(1),
    least: 1,
  },
  { title: 'Event loop at work', of: ({ busy }) => 100 * busy, words: value => `${Math.round(value)} %`, least: 100 },
  { title: 'Memory', of: ({ memory }) => memory / 1e6, words: value => `${Math.round(value)} MB`, least: 100 },
]

/** One each; what did not happen is no zero. */
export const plotsOf = (samples: readonly Sample[]): readonly Plot[] =>
  figures.map(({ title, of, words, least }) => {
    const points = samples.map(sample => [sample.at, of(sample)] as const)
    const known = points.flatMap(([, value]) => (value === null ? [] : [value]))
    const last = points.at(-1)?.[1] ?? null
    return {
      title,
      points,
      least,
      now: last === null ? 'none' : words(last),
      most: known.length === 0 ? 'none' : words(Math.max(...known)),
    }
  })
