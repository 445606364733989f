// Where the rooms stand against their budgets: lengths, `any`, tests, comments. It prints; nothing fails on it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@swc/core'

const root = fileURLToPath(new URL('..', import.meta.url))
const rooms = ['engine', 'domain', 'db', 'server', 'components', 'app', 'e2e']
const isTest = path => /\.(test|spec|contract|bench|fixture)\.tsx?$|(^|\/)(testing|bench)\//.test(path)
const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'MethodProperty',
  'ClassMethod',
])

const sourcesOf = room =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(tsx?|mjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => measure(join(room, name)))

function measure(path) {
  const text = readFileSync(join(root, path), 'utf8')
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const tree = read(path, text)
  return { path, test: isTest(path), lines: lines.length, comments: lines.filter(isComment).length, ...tree }
}

const isComment = line => /^\s*(\/\/|\/\*|\*)/.test(line)

// The parser counts bytes on from the file before; the semicolon put in front says where this one begins.
function read(path, text) {
  const bytes = Buffer.from(`;${text}`)
  const tree = parseSync(String(bytes), { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' })
  const found = { functions: [], any: 0 }
  visit(tree, node => {
    if (node.type === 'TsKeywordType' && node.kind === 'any') found.any++
    if (!functions.has(node.type)) return
    const from = node.span.start - tree.span.start
    const body = bytes.subarray(from, node.span.end - tree.span.start)
    found.functions.push({ path, line: newlines(bytes.subarray(0, from)) + 1, lines: newlines(body) + 1 })
  })
  return found
}

const newlines = bytes => bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0)

function visit(node, see) {
  if (node === null || typeof node !== 'object') return
  if (typeof node.type === 'string') see(node)
  for (const child of Object.values(node)) visit(child, see)
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}

const spread = values => [0.5, 0.9, 1].map(part => quantile(values, part)).join(' / ')
const total = (files, of) => files.reduce((all, file) => all + of(file), 0)

function row(name, files) {
  const [source, tests] = [files.filter(({ test }) => !test), files.filter(({ test }) => test)]
  const lines = total(source, file => file.lines)
  const calls = source.flatMap(file => file.functions)
  return {
    room: name,
    files: source.length,
    lines,
    'file p50/p90/max': spread(source.map(file => file.lines)),
    'function p50/p90/max': spread(calls.map(each => each.lines)),
    any: total(source, file => file.any),
    'comment %': Number(((100 * total(source, file => file.comments)) / Math.max(1, lines)).toFixed(1)),
    'test : source': Number((total(tests, file => file.lines) / Math.max(1, lines)).toFixed(2)),
  }
}

const measured = Object.fromEntries(rooms.map(room => [room, sourcesOf(room)]))
const budgeted = [...measured.engine, ...measured.domain]
const source = budgeted.filter(({ test }) => !test)
console.table(Object.entries(measured).map(([room, files]) => row(room, files)))
console.table([row('engine + domain', budgeted)])
console.log(
  'Budget of engine + domain: functions p90 20, max 60; files p90 200, max 350; any 0; test : source 1.2; comments 3–8 %',
)
for (const { path, line, lines } of source.flatMap(file => file.functions).filter(each => each.lines > 40))
  console.log(`  ${path}:${line} is ${lines} lines long`)
for (const { path, lines } of source.filter(file => file.lines > 250)) console.log(`  ${path} is ${lines} lines long`)
