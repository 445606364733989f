import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './planted.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' }).map(name => join('app', name))
const routes = files.filter(path => /(^|\/)route\.tsx?$/.test(path))
const sources = files.filter(path => /\.tsx?$/.test(path))

test.each(routes)('[SE9] every method of %s goes through the guard', async path => {
  const module: Record<string, unknown> = await import(join(root, path))
  const exported = Object.entries(module).filter(([name]) => methods.includes(name))
  const unguarded = exported.filter(([, handler]) => (handler as { guarded?: unknown }).guarded !== true)
  expect(exported.length).toBeGreaterThan(0)
  expect(unguarded.map(([name]) => name)).toEqual([])
})

test('[SE9] there is no other way in: no server actions, no middleware', () => {
  expect(routes.length).toBeGreaterThan(5)
  expect(sources.filter(path => /['"]use server['"]/.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
  expect(readdirSync(root).filter(name => /^(middleware|proxy)\./.test(name))).toEqual([])
})
