import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './planted.ts'
import { testCalls } from './titles.ts'

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

const isTest = (path: string) => /\.(test|contract)\.tsx?$/.test(path)
const opensWithRule = (title: string | undefined) => /^\[[A-Z]{2,3}\d+\]/.test(title ?? '')
const nameless = (path: string, code: string) =>
  testCalls(code)
    .filter(({ title }) => !opensWithRule(title))
    .map(({ line, title }) => `${path}:${line} ${title ?? 'a title that is no text'}`)

test('[HS9] every test title in engine/ and domain/ opens with a rule', () => {
  const tests = files.filter(path => /^(engine|domain)\//.test(path) && isTest(path))
  const calls = tests.flatMap(path => testCalls(text(path)))
  expect(calls.length).toBeGreaterThan(500)
  expect(tests.flatMap(path => nameless(path, text(path)))).toEqual([])
})

/** `#{` stands for what opens a template's braces. */
const sample = (code: string) => code.replaceAll('#{', '${')

test.each([
  ['plain', "test('it works', () => {})"],
  ['in double quotes', 'test("it works", () => {})'],
  ['a template', 'test(`#{name} works`, () => {})'],
  ['on a line of its own', "test(\n  'it works',\n  () => {})"],
  ['behind a table', "test.each([[')'], [/[)'\"]/]])('%s works', () => {})"],
  ['behind a table that is a template', 'test.each`a\n#{1}`("$a works", () => {})'],
  ['behind a table over lines', "test.each([\n  `#{'('}`, // (\n])(\n  '%s works', () => {})"],
  ['behind modifiers', "test.concurrent.skip('it works', () => {})"],
  ['in a loop', "for (const name of names) test('it works', () => {})"],
  ['by its other name', "it('works', () => {})"],
  ['with an id further on', "test('works [HS9]', () => {})"],
  ['no text', 'test(name, () => {})'],
  ['made', "const always = (title: string, run: () => void) =>\n  test(title, () => {})\nalways('it works')"],
])('[HS9] a title without a rule is found: %s', (_, code) => {
  expect(nameless('planted', sample(code))).toHaveLength(1)
  expect(nameless('planted', `const before = /'/\n${sample(code)}`)).toHaveLength(1)
})

test.each([
  ['with one', "test('[HS9] it works', () => {})"],
  ['with two', "test.each(['a'])(`[HS9] [HS10] #{name} works`, () => {})"],
  ['made', "const always = (title: string) => test(title, () => {})\nalways('[HS9] it works')"],
  ['of no test', "expect(/a/.test('a')); latest('a'); driven.test('b') // test('c')"],
  ['in a text', 'const code = "test(\'it works\')"; const other = `#{"test(1)"} test(2)`'],
])('[HS9] a title is left alone: %s', (_, code) => expect(nameless('planted', sample(code))).toEqual([]))

const scenarioTable = text('engine/RULES.md').split('## What users of the reference framework rely on')[1] ?? ''
const rows = scenarioTable.split('\n').filter(line => /^\| (?!group|---)/.test(line))

test('[HS10] every group of scenarios names rules that exist, or says why not', () => {
  expect(rows.length).toBeGreaterThan(25)
  const ids = rows.flatMap(row => [...row.matchAll(/\b[A-Z]{2,3}\d+\b/g)].map(([id]) => id))
  expect(missingIn(rules, ids)).toEqual([])
  expect(rows.filter(row => !/\b[A-Z]{2,3}\d+\b|not ours/.test(row))).toEqual([])
})

test('[HS10] a range of rules begins and ends under one prefix, upwards', () => {
  const ranges = [...scenarioTable.matchAll(/([A-Z]{2,3})(\d+)–([A-Z]{2,3})?(\d+)/g)]
  expect(ranges.length).toBeGreaterThan(20)
  const isRange = ([, first, from, last, to]: RegExpMatchArray) => first === last && Number(from) < Number(to)
  expect(ranges.filter(range => !isRange(range)).map(([range]) => range)).toEqual([])
})

const named = /`((?:[\w.()[\]-]+\/)+[\w.()[\]-]*|[\w-]+\.(?:ts|tsx|mjs|cjs|json|md))`|\]\((?!https?:|#)([^)#]+)[^)]*\)/g
const documents = ['README.md', 'ARCHITECTURE.md', 'engine/README.md'].filter(path => existsSync(join(root, path)))

test.each(documents)('[HS5] every path in %s exists', document => {
  const paths = [...text(document).matchAll(named)].map(([, inCode, inLink]) => inCode ?? inLink ?? '')
  const made = (name: string) => /^(node_modules|\.data|\.next|dist|test-results)\b/.test(name)
  const places = [dirname(document), '.']
  const exists = (name: string) => places.some(place => existsSync(join(root, place, name)))
  expect(paths.filter(name => !made(name) && !exists(name))).toEqual([])
})

test('[HS7] nothing is named after nothing', () => {
  const empty = /(^|[/.-])(lib|libs|utils?|helpers?|common|shared|misc|types?|services?|managers?)([/.]|$)/
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(tracked.split('\n').filter(path => empty.test(path.replaceAll('process-manager', '')))).toEqual([])
})
