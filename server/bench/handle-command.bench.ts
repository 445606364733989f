import { appendAlone } from './append-alone'
import { emmett, hasEmmett, howToInstall } from './emmett'
import { medianOf, ms, reached, type Section, spreadOf, whole } from './figures'
import { handTuned } from './hand-tuned'
import { newDatabase, type Place } from './place'
import { riverbook, riverbookFromStore } from './riverbook'
import { type Contender, measured, type Slice } from './writers'

const writerCounts = [1, 8, 32]
const wanted = {
  ofEmmett: new Map([
    [1, 1.5],
    [32, 10],
  ]),
  ofHand: 0.7,
}

/** A command on a stream of 20 events at its expected version; who is measured takes turns, in one run on one Postgres. */
export const handleCommand = async (place: Place): Promise<Section> => {
  const contenders = [
    await riverbook(await newDatabase(place)),
    await handTuned(await newDatabase(place)),
    await appendAlone(await newDatabase(place)),
    ...(hasEmmett() ? [await emmett(await newDatabase(place))] : []),
    ...(place.quick ? [] : [await riverbookFromStore(await newDatabase(place))]),
  ] as unknown as readonly Contender[]
  const rows: string[] = []
  for (const writers of writerCounts) rows.push(...rowsOf(writers, await inTurns(contenders, writers, place)))
  for (const contender of contenders) await contender.stop()
  return {
    title: 'Handle a command on a 20-event stream, expected version, a stream per writer',
    lines: [
      '| writers | who | commands/s, median (least–most) | p50 ms | p99 ms | of Emmett | of by hand | wanted | |',
      '|---|---|---|---|---|---|---|---|---|',
      ...rows,
      ...(hasEmmett() ? [] : ['', `Emmett was not measured: it is not there. \`${howToInstall}\``]),
    ],
  }
}

type Slices = ReadonlyMap<string, readonly Slice[]>

const inTurns = async (contenders: readonly Contender[], writers: number, { quick }: Place): Promise<Slices> => {
  const slices = new Map<string, Slice[]>(contenders.map(({ name }) => [name, []]))
  const rates = new Map<string, number>()
  const rounds = quick ? 3 : 5
  // The first round only warms up, and tells how much is a slice.
  for (let round = -1; round < rounds; round++) {
    for (const contender of contenders) {
      const expectedRate = rates.get(contender.name) ?? 300
      const slice = await measured(contender, { writers, seconds: quick ? 0.4 : 0.8, expectedRate })
      rates.set(contender.name, slice.rate)
      if (round >= 0) slices.get(contender.name)?.push(slice)
    }
  }
  return slices
}

/** Round by round, so that a busy moment of the machine counts for both. */
const ratio = (ours: readonly Slice[], theirs: readonly Slice[] = []): number =>
  medianOf(ours.map(({ rate }, round) => rate / (theirs[round]?.rate ?? Number.NaN)))

const rowsOf = (writers: number, slices: Slices): readonly string[] =>
  [...slices].map(([name, own]) => {
    const ofEmmett = ratio(own, slices.get('Emmett'))
    const ofHand = ratio(own, slices.get('by hand'))
    const factor = wanted.ofEmmett.get(writers)
    const judged = name === 'Riverbook'
    const words = [...(factor ? [`${factor} × Emmett`] : []), `${wanted.ofHand} × by hand`].join(', ')
    const verdicts = [
      ...(factor && Number.isFinite(ofEmmett) ? [`Emmett ${reached(ofEmmett >= factor)}`] : []),
      `by hand ${reached(ofHand >= wanted.ofHand)}`,
    ]
    return `| ${writers} | ${name} | ${spreadOf(
      own.map(one => one.rate),
      whole,
    )} | ${ms(medianOf(own.map(one => one.p50)))} | ${ms(medianOf(own.map(one => one.p99)))} | ${Number.isFinite(ofEmmett) ? ofEmmett.toFixed(2) : '–'} | ${ofHand.toFixed(2)} | ${judged ? words : ''} | ${judged ? verdicts.join(', ') : ''} |`
  })
