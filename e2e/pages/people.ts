import { type BrowserContext, type BrowserContextOptions, test as base } from '@playwright/test'
import { guest, type Player, visitor } from '../testing/visitor.ts'
import { type TablePage, tableOf } from './table.ts'

/** Somebody at a browser of their own. */
export type Person = TablePage & {
  readonly name: string
  /** Asks the server as the same person: for what no page has a button for. */
  readonly api: Player
}
type Given = { readonly base?: string; readonly options?: BrowserContextOptions }
type People = {
  /** A browser without a name: who is not signed in. */
  stranger: (given?: Given) => Promise<TablePage>
  /** A browser that is signed in under this name. */
  person: (name: string, given?: Given) => Promise<Person>
}

/** Tests with people in them. Their browsers close when the test ends. */
export const test = base.extend<People & { contexts: (options: BrowserContextOptions) => Promise<BrowserContext> }>({
  contexts: async ({ browser }, use) => {
    const opened: BrowserContext[] = []
    await use(async options => {
      const context = await browser.newContext(options)
      opened.push(context)
      return context
    })
    await Promise.all(opened.map(context => context.close()))
  },
  stranger: async ({ contexts }, use) => {
    await use(async ({ options = {} } = {}) => tableOf(await (await contexts(options)).newPage()))
  },
  person: async ({ contexts, baseURL }, use) => {
    await use(async (name, { base = baseURL ?? '', options = {} } = {}) => {
      const context = await contexts(options)
      const api = await guest(base, name)
      const [key = '', value = ''] = (api.headers.cookie ?? '').split('=')
      await context.addCookies([{ name: key, value, url: base }])
      return { ...tableOf(await context.newPage()), name, api }
    })
  },
})

/** The same person by API, for who has signed in on a page. */
export const apiOf = async (page: TablePage['page'], name: string): Promise<Player> => {
  const base = new URL(page.url()).origin
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name: key, value }) => `${key}=${value}`).join('; ')
  const who = visitor(base, { origin: base, cookie })
  const { player } = (await who.read('/api/session')).json as unknown as { player: string }
  return { ...who, player, name }
}
