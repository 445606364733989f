import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cruise, cruise, lint, plant, root, uproot } from './planted.ts'

const rooms = ['app', 'components', 'db', 'domain', 'engine', 'server']

describe('lint', () => {
  const impure = {
    Date: 'export const now = () => Date.now()',
    crypto: 'export const id = () => crypto.randomUUID()',
    setTimeout: 'export const wait = () => setTimeout(() => 0, 1)',
    setInterval: 'export const wait = () => setInterval(() => 0, 1)',
    fetch: "export const ask = () => fetch('/')",
    process: 'export const home = () => process.env.HOME',
    console: "export const say = () => console.log('')",
    performance: 'export const now = () => performance.now()',
  }
  const planted: Record<string, readonly [code: string, rule: string]> = {
    ...Object.fromEntries(
      ['engine', 'domain/hand'].flatMap(room => [
        ...Object.entries(impure).map(([name, code]) => [`${room}/${name}.ts`, [code, 'noRestrictedGlobals']]),
        [`${room}/chance.ts`, ['export const roll = () => Math.random()', 'plugin']],
        [`${room}/node.ts`, ["import { join } from 'node:path'\nexport const path = join('a')", 'noRestrictedImports']],
        [
          `${room}/long.ts`,
          [`export const long = () => {\n${'  Math.abs(1)\n'.repeat(61)}}`, 'noExcessiveLinesPerFunction'],
        ],
        [`${room}/longer.ts`, ['export const a = 1\n'.repeat(351), 'noExcessiveLinesPerFile']],
      ]),
    ),
    'engine/of-poker.ts': ["import { chips } from '@/domain/chips'\nexport const some = chips", 'noRestrictedImports'],
    'components/table/asks.ts': ["export const ask = () => fetch('/')", 'noRestrictedGlobals'],
    'components/table/listens.ts': [
      "import { io } from 'socket.io-client'\nexport const socket = io()",
      'noRestrictedImports',
    ],
    'components/table/path.ts': [
      "import { join } from 'node:path'\nexport const path = join('a')",
      'noRestrictedImports',
    ],
    'components/table/whole.tsx': ['export default function Whole() {\n  return null\n}', 'noDefaultExport'],
    'components/ui/index.ts': ["export * from './button.tsx'", 'noReExportAll'],
    'db/index.ts': ["export { client } from './client.ts'", 'noBarrelFile'],
    'db/raw.ts': ["import { sql } from 'drizzle-orm'\nexport const all = (name: string) => sql.raw(name)", 'plugin'],
    'server/many.ts': [
      'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d',
      'useMaxParams',
    ],
    'server/anything.ts': ['export const same = (it: any) => it', 'noExplicitAny'],
    'app/page.tsx': ["'use client'\nexport default function Page() {\n  return null\n}", 'plugin'],
    'app/layout.tsx': ["'use client'\nexport default function Layout() {\n  return null\n}", 'plugin'],
  }
  const innocent = {
    'engine/innocent.ts': 'export const most = (a: number, b: number) => Math.max(a, b)',
    'engine/innocent.test.ts': 'export const now = () => Date.now()',
    'domain/hand/innocent.ts': 'export const update = 1',
    'components/live/http.ts': "export const ask = () => fetch('/')",
    'app/error.tsx': "'use client'\nexport default function PageError() {\n  return null\n}",
    'server/innocent.ts': 'export const now = () => Date.now()',
  }
  let house: string
  let found: readonly string[]
  beforeAll(() => {
    house = plant({ ...Object.fromEntries(Object.entries(planted).map(([path, [code]]) => [path, code])), ...innocent })
    found = lint(house)
  }, 60_000)
  afterAll(() => uproot(house))

  test.each(Object.entries(planted).map(([path, [, rule]]) => `${path} ${rule}`))('[HS1] %s', violation => {
    expect(found).toContain(violation)
  })
  test.each(Object.keys(innocent))('[HS1] nothing is wrong with %s', path => {
    expect(found.filter(violation => violation.startsWith(`${path} `))).toEqual([])
  })
})

describe('arrows', () => {
  const from = (module: string) => `import { one } from '${module}'\nexport const two = one\n`
  const planted: Record<string, readonly [code: string, rule: string]> = {
    'engine/of-domain.ts': [from('@/domain/one'), 'engine-arrows'],
    'engine/of-db.ts': [from('@/db/one'), 'engine-arrows'],
    'engine/of-driver.ts': [from('postgres'), 'engine-packages'],
    'engine/of-node.ts': [from('node:path'), 'engine-runs-anywhere'],
    'domain/of-db.ts': [from('@/db/one'), 'domain-arrows'],
    'domain/of-server.ts': [from('@/server/instance'), 'domain-arrows'],
    'domain/of-react.ts': [from('react'), 'domain-packages'],
    'domain/of-node.ts': [from('node:path'), 'domain-runs-anywhere'],
    'db/of-server.ts': [from('@/server/one'), 'db-arrows'],
    'db/of-app.ts': [from('@/app/one'), 'db-arrows'],
    'components/of-db.tsx': [from('@/db/one'), 'components-arrows'],
    'components/of-server.tsx': [from('@/server/one'), 'components-arrows'],
    'components/of-app.tsx': [from('@/app/one'), 'components-arrows'],
    'components/of-node.tsx': [from('node:path'), 'components-runs-anywhere'],
    'app/of-db.ts': [from('@/db/one'), 'app-arrows'],
    'app/of-server.ts': [from('@/server/one'), 'app-arrows'],
    'server/of-tests.ts': [from('@/e2e/planted'), 'server-arrows'],
    'server/gnir.ts': ["import { ring } from './ring.ts'\nexport const gnir = () => ring\n", 'no-circular'],
    'server/nowhere.ts': [from('./nowhere-at-all.ts'), 'resolvable'],
    'domain/tested.ts': [from('./one.test.ts'), 'no-testing-in-product'],
    'db/crossing.ts': [from('../domain/one.ts'), 'across-rooms-by-alias'],
    'db/detour.ts': [from('@/db/one'), 'inside-a-room-relatively'],
  }
  const innocent = {
    ...Object.fromEntries(rooms.map(room => [`${room}/one.ts`, 'export const one = 1\n'])),
    'domain/one.test.ts': from('node:path'),
    'domain/of-engine.ts': from('@/engine/one'),
    'db/of-domain.ts': from('@/domain/one'),
    'components/of-domain.tsx': from('@/domain/one'),
    'components/of-instance.tsx': from('@/server/instance'),
    'app/of-instance.ts': from('@/server/instance'),
    'app/of-components.tsx': from('@/components/one'),
    'server/instance.ts': 'export const one = 1\n',
    'server/of-all.ts': rooms.map(room => (room === 'server' ? '' : from(`@/${room}/one`))).join(''),
    'server/ring.ts': "import { gnir } from './gnir.ts'\nexport const ring = () => gnir\n",
    'e2e/planted.ts': 'export const one = 1\n',
  }
  let house: string
  let found: readonly string[]
  beforeAll(() => {
    house = plant({ ...Object.fromEntries(Object.entries(planted).map(([path, [code]]) => [path, code])), ...innocent })
    found = cruise(house, rooms).summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)
  }, 60_000)
  afterAll(() => uproot(house))

  test.each(Object.entries(planted).map(([path, [, rule]]) => `${path} ${rule}`))('[HS2] %s', violation => {
    expect(found).toContain(violation)
  })
  test.each(Object.keys(innocent).filter(path => path !== 'server/ring.ts'))('[HS2] nothing is wrong with %s', path => {
    expect(found.filter(violation => violation.startsWith(`${path} `))).toEqual([])
  })
})

describe('imports', () => {
  const importsOf = (text: string) =>
    [...text.matchAll(/^import\s(?:[^'"`;()]*?\sfrom\s+)?'([^']+)'/gm)].map(([, module]) =>
      module?.replace('node:', ''),
    )
  const sources = rooms.flatMap(room =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .map(name => join(room, name)),
  )
  const text = (path: string) => readFileSync(join(root, path), 'utf8')

  test('[HS3] what dependency-cruiser did not see it could not judge', { timeout: 60_000 }, () => {
    const seen: Cruise = cruise(root, rooms)
    const known = new Map(
      seen.modules.map(({ source, dependencies }) => [source, dependencies.map(({ module }) => module)]),
    )
    const unseen = sources.flatMap(path =>
      importsOf(text(path))
        .filter(module => !known.get(path)?.includes(module ?? ''))
        .map(module => `${path}: ${module}`),
    )
    expect(sources.length).toBeGreaterThan(100)
    expect(unseen).toEqual([])
  })

  test('[HS4] server/instance.ts imports types alone, and components import types alone from it', () => {
    const values = /^import\s+(?!type\b)/m
    const ofServer = /^import\s+(?!type\b)[^'"`;]*'@\/server\//m
    expect(text('server/instance.ts')).not.toMatch(values)
    expect(sources.filter(path => path.startsWith('components/') && ofServer.test(text(path)))).toEqual([])
  })
})
