import { z } from 'zod'
import type { Registry } from '@/engine/registry'

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    reason: { type: 'string' },
    rule: { type: 'string' },
    params: { type: 'object' },
    retryable: { type: 'boolean' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    correlationId: { type: 'string' },
  },
}
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const answers = {
  200: { description: 'The event book of what was stored.', ...json({ $ref: '#/components/schemas/EventBook' }) },
  default: {
    description: 'Why not.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}
const book = {
  type: 'object',
  required: ['cover', 'pages', 'nextSequence'],
  properties: {
    cover: { type: 'object' },
    pages: { type: 'array', items: { type: 'object' } },
    nextSequence: { type: 'integer' },
  },
}

/** What a caller sends: the command's own schema without the type, which stands in the path. */
const dataOf = (schema: z.ZodType) => {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  const { type: __, ...properties } = (body.properties ?? {}) as Record<string, unknown>
  const required = ((body.required ?? []) as string[]).filter(name => name !== 'type')
  return { ...body, properties, required }
}

/** The OpenAPI 3.1 document, from the schemas that parse the requests. */
export const openapi = (registry: Registry) => {
  const commands = registry.domain.aggregates.flatMap(({ domain, commands }) =>
    Object.entries(commands).map(([type, declared]) => [
      `/api/commands/${domain}/{root}/${type}`,
      {
        post: {
          operationId: `${domain}.${type}`,
          summary: `${type}, sent by ${declared.by.join(', ')}; merge strategy ${declared.merge}`,
          parameters: [
            { name: 'root', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } },
          ],
          requestBody: {
            required: true,
            ...json({
              type: 'object',
              additionalProperties: false,
              required: ['data'],
              properties: {
                data: dataOf(declared.schema),
                sequence: { type: 'integer', minimum: 0 },
                edition: { type: 'string' },
                correlationId: { type: 'string', maxLength: 128 },
                syncMode: { enum: ['ASYNC', 'SIMPLE', 'CASCADE', 'DECISION'] },
              },
            }),
          },
          responses: answers,
        },
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: { title: 'Riverbook', version: '0.1.0' },
    paths: { ...Object.fromEntries(commands), ...otherPaths },
    components: { schemas: { Problem: problem, EventBook: book } },
  }
}

const read = (summary: string) => ({
  get: { summary, responses: { 200: { description: 'The row as this caller may see it.' }, default: answers.default } },
})
const otherPaths = {
  '/api/query/{projection}': read('Every row of a read model that this caller may list.'),
  '/api/query/{projection}/{id}': read('One row of a read model.'),
  '/api/session': {
    ...read('Who is signed in.'),
    post: {
      summary: 'Signs a guest in, with 10,000 chips.',
      requestBody: json({ type: 'object', required: ['name'], properties: { name: { type: 'string' } } }),
      responses: { 200: { description: 'Signed in.' }, default: answers.default },
    },
    delete: { summary: 'Signs out.', responses: { 204: { description: 'Signed out.' } } },
  },
  '/api/health': read('Alive.'),
  '/api/ready': read('Database, migrations and consumers are ready.'),
}
