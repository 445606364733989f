import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const guide = import.meta.dirname
const text = (name: string) => readFileSync(join(guide, name), 'utf8')
const readme = text('../../README.md')
const files = readdirSync(guide).filter(name => name.endsWith('.ts'))

/** Snippets of the README: the file that the first line names, and what follows. */
const snippets = [...readme.matchAll(/^```ts\n(.*)\n([\s\S]*?)^```$/gm)].map(([, first = '', code = '']) => ({
  file: /^\/\/ ([\w.-]+\.ts)$/.exec(first)?.[1] ?? '',
  code,
}))
const lines = (code: string) => code.split('\n').filter(line => line.trim() !== '')

test.each(snippets)('[GU1] the snippet of $file stands there word for word', ({ file, code }) => {
  expect(files).toContain(file)
  expect(`\n${text(file)}`).toContain(`\n${code}`)
})

test('[GU1] together the snippets are the whole domain, but for the line that says its duty', () => {
  const shown = snippets.filter(({ file }) => file === 'account.ts').flatMap(({ code }) => lines(code))
  expect(shown).toEqual(lines(text('account.ts')).slice(1))
})

test('[GU1] every block of code is such a snippet', () => {
  expect(readme.match(/^```\w/gm)).toHaveLength(snippets.length)
  expect(new Set(snippets.map(({ file }) => file))).toEqual(
    new Set(['account.ts', 'account.test.ts', 'running.test.ts']),
  )
})

const imported = (name: string) => [...text(name).matchAll(/\bfrom '([^']+)'/g)].map(([, path = '']) => path)

test.each(files)('[GU4] %s needs the engine and nothing of a product', name => {
  const known = name.endsWith('.test.ts') ? ['zod', 'vitest', 'node:fs', 'node:path'] : ['zod']
  const outside = imported(name).filter(path => !known.includes(path))
  expect(outside.filter(path => !/^(\.\/|\.\.\/|\.\.\/\.\.\/)[a-z]/.test(path))).toEqual([])
})
