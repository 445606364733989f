import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** A small house of its own under the project's rules: where a violation can be planted without anybody seeing it. */
export function plant(files: Readonly<Record<string, string>>) {
  const house = join(root, '.data', `planted-${process.pid}-${Object.keys(files).length}`)
  rmSync(house, { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  for (const path of ['.dependency-cruiser.cjs', 'e2e/lint'])
    cpSync(join(root, path), join(house, path), { recursive: true })
  writeFileSync(join(house, 'biome.json'), JSON.stringify(withoutGit()))
  return house
}

export const uproot = (house: string) => rmSync(house, { recursive: true, force: true })

/** What lint finds, as `path rule`. */
export function lint(house: string): readonly string[] {
  const { diagnostics } = JSON.parse(tool(house, ['@biomejs/biome/bin/biome', 'lint', '--reporter=json', '.']))
  return diagnostics.map((found: Diagnostic) => `${found.location.path} ${found.category.split('/').at(-1)}`)
}

type Diagnostic = { category: string; location: { path: string } }

export type Cruise = {
  readonly modules: readonly { source: string; dependencies: readonly { module: string }[] }[]
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] }
}

export const cruise = (house: string, rooms: readonly string[]): Cruise =>
  JSON.parse(tool(house, ['dependency-cruiser/bin/dependency-cruise.mjs', '--output-type', 'json', ...rooms]))

function tool(cwd: string, [path = '', ...parameters]: readonly string[]): string {
  const program = join(root, 'node_modules', path)
  return spawnSync(process.execPath, [program, ...parameters], { cwd, encoding: 'utf8', maxBuffer: 1e9 }).stdout
}

// The planted house lies in a folder that git ignores.
function withoutGit() {
  const { $schema, ...settings } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  return { ...settings, vcs: { enabled: false } }
}
