import { z } from 'zod'
import type { AnyAggregate } from '@/engine/define'
import type { Registry } from '@/engine/registry'
import { type Described, routes } from './openapi-routes'
import { CommandBody, FactBody, SpeculationBody } from './parsed'

const text = { type: 'string' }
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: text,
    reason: text,
    rule: text,
    params: { type: 'object' },
    retryable: { type: 'boolean' },
    fields: { type: 'object', additionalProperties: text },
    correlationId: text,
    deadLetterId: text,
    book: { type: 'object' },
  },
}
const list = { type: 'array', items: { type: 'object' } }
const book = {
  type: 'object',
  required: ['cover', 'pages', 'nextSequence'],
  properties: {
    cover: { type: 'object' },
    pages: list,
    nextSequence: { type: 'integer' },
    merged: { type: 'object' },
    pending: { type: 'array', items: text },
    reactions: list,
    reactionErrors: list,
    alreadyProcessed: { type: 'boolean' },
  },
}
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const refusal = {
  description: 'Why not.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const answersWithBook = {
  200: { description: 'An event book.', ...json({ $ref: '#/components/schemas/EventBook' }) },
  default: refusal,
}
const answers = { 200: { description: 'What this caller may see.' }, default: refusal }

type Schema = { readonly properties?: Record<string, object>; readonly required?: readonly string[] }
const schemaOf = (schema: z.ZodType): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest as Schema
}

/** What a caller sends: the message's own schema without the type, which stands in the path. */
const dataOf = (schema: z.ZodType) => {
  const { properties = {}, required = [], ...rest } = schemaOf(schema)
  const { type: _, private: __, ...fields } = properties
  return { ...rest, properties: fields, required: required.filter(name => name !== 'type') }
}

const bodyWith = (envelope: z.ZodType, schema: z.ZodType) => {
  const { properties, ...rest } = schemaOf(envelope)
  return { required: true, ...json({ ...rest, properties: { ...properties, data: dataOf(schema) } }) }
}

const root = { name: 'root', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 255 } }

const commandsOf = ({ domain, commands }: AnyAggregate) =>
  Object.entries(commands as AnyAggregate['commands']).flatMap(([type, { schema, by, merge }]) => {
    const summary = `${type}, sent by ${by.join(', ')}; merge strategy ${merge}`
    const post = { summary, responses: answersWithBook }
    const sent = { ...post, parameters: [root, key], requestBody: bodyWith(CommandBody, schema) }
    const tried = { ...post, parameters: [root], requestBody: bodyWith(SpeculationBody, schema) }
    return [
      [`/api/commands/${domain}/{root}/${type}`, { post: { operationId: `${domain}.${type}`, ...sent } }],
      [`/api/speculate/${domain}/{root}/${type}`, { post: { operationId: `speculate.${domain}.${type}`, ...tried } }],
    ] as const
  })

const factsOf = ({ domain, events }: AnyAggregate) =>
  Object.entries(events as AnyAggregate['events'])
    .filter(([, { fact }]) => fact === true)
    .map(([type, { schema }]) => {
      const post = {
        operationId: `fact.${domain}.${type}`,
        summary: `${type}, as it happened elsewhere (administrators)`,
        parameters: [root],
        requestBody: bodyWith(FactBody, schema),
        responses: answersWithBook,
      }
      return [`/api/facts/${domain}/{root}/${type}`, { post }] as const
    })

const pathPart = (name: string, values: readonly string[] | undefined) => ({
  name,
  in: 'path',
  required: true,
  schema: values ? { enum: values } : text,
})

const operationOf = (path: string, { summary, query, body, parts = {} }: Described) => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathPart(name, parts[name]))
  const inQuery = Object.entries((query && schemaOf(query).properties) ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }))
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: json(schemaOf(body)) } : {}),
    responses: answers,
  }
}

const otherPaths = () => {
  const paths: Record<string, Record<string, object>> = {}
  for (const [route, described] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, described) }
  }
  return paths
}

/** The OpenAPI 3.1 document, from the schemas that parse the requests. */
export const openapi = ({ domain }: Pick<Registry, 'domain'>) => ({
  openapi: '3.1.0',
  info: { title: 'Riverbook', version: '0.1.0' },
  paths: {
    ...Object.fromEntries(domain.aggregates.flatMap(one => [...commandsOf(one), ...factsOf(one)])),
    ...otherPaths(),
  },
  components: { schemas: { Problem: problem, EventBook: book } },
})
