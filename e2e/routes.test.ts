import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { poker } from '@/domain/poker'
import { openapi } from '@/server/openapi'
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

const addressOf = (path: string) =>
  path
    .replaceAll('\\', '/')
    .replace(/^app/, '')
    .replace(/\/route\.tsx?$/, '')
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[+(?:\.\.\.)?(\w+)\]+/g, '{$1}')
const document: { readonly paths: Readonly<Record<string, object>> } = openapi({ domain: poker })
/** Commands and facts are described each by its own name. */
const named = /^\/api\/(commands|facts|speculate)\//
const describedAs = (address: string): readonly (readonly [string, object])[] => {
  const kind = named.exec(address)?.[0]
  return Object.entries(document.paths).filter(([path]) => (kind ? path.startsWith(kind) : path === address))
}

test.each(routes)('[QS30] every method of %s is described, and nothing else of it', async path => {
  const module: Record<string, unknown> = await import(join(root, path))
  const exported = Object.keys(module).filter(name => methods.includes(name))
  const described = describedAs(addressOf(path))
  expect(described.length).toBeGreaterThan(0)
  for (const [, operations] of described)
    expect(
      Object.keys(operations)
        .map(name => name.toUpperCase())
        .sort(),
    ).toEqual(exported.sort())
})

test('[QS30] nothing is described that is not there', () => {
  const there = new Set(routes.map(addressOf))
  const lost = Object.keys(document.paths).filter(path => !named.test(path) && !there.has(path))
  expect(lost).toEqual([])
})

test('[QS30] a command is described with its own fields and those of every command', () => {
  const { post } = document.paths['/api/commands/player/{root}/DepositFunds'] as {
    post: { requestBody: { content: { 'application/json': { schema: { properties: Record<string, object> } } } } }
  }
  const { properties } = post.requestBody.content['application/json'].schema
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining(['data', 'sequence', 'edition', 'syncMode', 'cascadeErrorMode', 'atomic', 'mergeStrategy']),
  )
  expect(properties.data).toMatchObject({ properties: { amount: { type: 'integer' } }, required: ['amount'] })
})
