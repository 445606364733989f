import type { HandEvent } from '@/domain/hand/events'
import { Hand } from '@/domain/hand/hand'
import { historyText } from '@/domain/hand/history-text'
import type { LobbyRow } from '@/domain/projections/lobby'
import { tableOf } from '@/domain/table-of'
import type { Engine } from '@/engine/engine'
import { eventOf, type Page } from '@/engine/message'
import { asked, ExportQuery, Root } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { nothingHere, type Result } from '../operating/failures'
import { bookPage } from './event-book'
import type { Names } from './names'
import { mayRead } from './who-may-read'

/** What a browser saves. */
export type TextFile = { readonly text: string; readonly type: string; readonly name: string }
type Given = { readonly engine: Engine; readonly names: Names }
type Asked = { readonly id: string; readonly query: URLSearchParams }

/** A hand to take away, as this caller may see it: the other seats' cards are in it where they were shown. */
export const exportHand = async (needs: Given, caller: Caller, { id, query }: Asked): Promise<Result<TextFile>> => {
  const wanted = asked(ExportQuery, query)
  if ('failure' in wanted) return wanted
  const root = Root.safeParse(id)
  if (!root.success) return nothingHere
  const stream = { domain: Hand.domain, root: root.data, edition: '' }
  if (!(await mayRead(needs.engine, caller, stream))) return nothingHere
  const pages = await needs.engine.presented(stream, viewerOf(caller))
  const [first] = pages
  if (!first) return nothingHere
  return { value: await written[wanted.value.format](needs, pages, first) }
}

type Write = (needs: Given, pages: readonly Page[], first: Page) => Promise<TextFile>
const written: Readonly<Record<ExportQuery['format'], Write>> = {
  jsonl: async (_, pages, { root }) => ({
    text: pages.map(page => `${JSON.stringify(lineOf(page))}\n`).join(''),
    type: 'application/jsonl; charset=utf-8',
    name: `riverbook-${root}.jsonl`,
  }),
  text: async ({ engine, names }, pages, first) => {
    const table = tableOf(first)
    const stored = table ? await engine.row<LobbyRow>('lobby', table) : undefined
    const called = await names([...new Set(pages.flatMap(playersIn))])
    const told = {
      table: stored?.row.name ?? 'a table',
      name: (player: string) => called[player as never] ?? 'Somebody',
    }
    return {
      text: historyText(
        pages.map(page => ({ event: eventOf(page) as unknown as HandEvent, source: page })),
        told,
      ),
      type: 'text/plain; charset=utf-8',
      name: `riverbook-${first.root}.txt`,
    }
  },
}

/** As everywhere, and beside it what of the event is the reader's own: nothing else of its private parts was presented. */
const lineOf = (page: Page) => ({ ...bookPage(page), ...Object.assign({}, ...ownIn(page)) })

const ownIn = ({ private: parts = {} }: Page) => Object.values(parts).map(own => ({ own }))

const playersIn = ({ type, data }: Page) =>
  type === 'CardsDealt' ? (data.seats as unknown as { readonly player: never }[]).map(({ player }) => player) : []
