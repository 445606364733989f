import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './planted.ts'

const rooms = ['app', 'components', 'db', 'domain', 'e2e', 'engine', 'server']
const files = rooms.flatMap(room =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map(name => join(room, name)),
)
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const ids = (path: string, pattern: RegExp) => [...text(path).matchAll(pattern)].map(([, id]) => id ?? '')

const rules = files
  .filter(path => basename(path) === 'RULES.md')
  .flatMap(path => ids(path, /^[-*] \**([A-Z]{2,3}\d+)\b/gm))
const titled = files
  .filter(path => /\.(test|spec|contract)\.tsx?$/.test(path))
  .flatMap(path => ids(path, /\[([A-Z]{2,3}\d+)\]/g))
const missingIn = (known: readonly string[], from: readonly string[]) =>
  [...new Set(from)].filter(id => !known.includes(id))

test('[HS6] every rule is in a test title', () => expect(missingIn(titled, rules)).toEqual([]))
test('[HS6] every id in a test title is a rule', () => expect(missingIn(rules, titled)).toEqual([]))
test('[HS6] an id stands for one rule', () => {
  expect(rules.filter((id, at) => rules.indexOf(id) !== at)).toEqual([])
})

const named = /`((?:[\w.()[\]-]+\/)+[\w.()[\]-]*|[\w-]+\.(?:ts|tsx|mjs|cjs|json|md))`|\]\((?!https?:|#)([^)#]+)[^)]*\)/g
const documents = ['README.md', 'ARCHITECTURE.md'].filter(path => existsSync(join(root, path)))

test.each(documents)('[HS5] every path in %s exists', path => {
  const paths = [...text(path).matchAll(named)].map(([, inCode, inLink]) => inCode ?? inLink ?? '')
  const made = (name: string) => /^(node_modules|\.data|\.next|dist|test-results)\b/.test(name)
  expect(paths.filter(name => !made(name) && !existsSync(join(root, name)))).toEqual([])
})

test('[HS7] nothing is named after nothing', () => {
  const empty = /(^|[/.-])(lib|libs|utils?|helpers?|common|shared|misc|types?|services?|managers?)([/.]|$)/
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(tracked.split('\n').filter(path => empty.test(path.replaceAll('process-manager', '')))).toEqual([])
})
