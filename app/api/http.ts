import { type Caller, type Failure, getInstance, type Result } from '@/server/instance'

/** The only place where a refusal becomes a status. */
const statusOf: Record<Failure['code'], number> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  FAILED_PRECONDITION: 422,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}
/** Where the reason says more than the code. */
const statusOfReason: Record<string, number> = {
  'idempotency-key-reused': 422,
  'sequence-conflict': 409,
}
const titles: Record<number, string> = {
  400: 'Not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Refused by a rule',
  429: 'Too many',
  500: 'A bug',
  503: 'Not available',
}
const largestBody = 64 * 1024
const deadline = 3000
/** For an operator who asked for all of a stream to be read again from its beginning, in milliseconds. */
export const wholeReplay = 60_000
/** What the engine may take to see a command through, on top of the command itself. */
const followed: Readonly<Record<string, number>> = { SIMPLE: 2500, CASCADE: 12_000 }

export type Asked<P extends string = never> = {
  readonly caller: Caller
  readonly address: Readonly<Record<P, string>>
  readonly request: Request
  /** What stands behind the question mark. */
  readonly query: URLSearchParams
  /** The request's JSON; undefined for methods without a body. */
  readonly body: unknown
  /** The address of the other side, for rate limits only. */
  readonly from: string
  /** Whether whoever asks sits at this machine, with nothing in between. */
  readonly place: 'here' | 'elsewhere'
}
type RouteContext = { readonly params: Promise<unknown> }
export type Guarded = ((request: Request, context: RouteContext) => Promise<Response>) & { readonly guarded: true }

/**
 * Every route goes through here: who asks, from where, with what body, in how much time. Handlers answer with a
 * Response of their own or with a failure; nothing that they throw leaves but an incident's id. `most`: milliseconds.
 */
export const route = <P extends string = never>(
  handle: (asked: Asked<P>) => Promise<Response>,
  most = deadline,
): Guarded => {
  const guarded = async (request: Request, context: RouteContext) => {
    try {
      if (isForeign(request)) return problem(foreign)
      const body = hasBody(request) ? await inTime(readBody(request), deadline, tooSlow) : { value: undefined }
      if ('refusal' in body) return body.refusal
      const late = () => problem(unavailable)
      return await inTime(answer(request, context, { body: body.value, handle }), timeFor(body.value, most), late)
    } catch (error) {
      return problem(failureOfError(error))
    }
  }
  return Object.assign(guarded, { guarded: true as const })
}

/** Only this is never sent by a browser of its own accord; with any other `Authorization` the cookie is in force. */
const byToken = /^Bearer \S{1,512}$/
const foreign: Failure = { code: 'PERMISSION_DENIED', message: 'This did not come from a page of this server.' }

const isForeign = ({ method, headers }: Request): boolean => {
  if (method === 'GET' || method === 'HEAD' || byToken.test(headers.get('authorization') ?? '')) return false
  return !getInstance().mayPost(headers.get('origin'), headers.get('host'))
}

const answer = async <P extends string>(
  request: Request,
  context: RouteContext,
  { body, handle }: { body: unknown; handle: (asked: Asked<P>) => Promise<Response> },
) => {
  const { headers } = request
  const isAttended = !headers.has('x-unattended')
  const caller = await getInstance().sessions.callerOf(headers.get('cookie'), headers.get('authorization'), isAttended)
  const address = (await context.params) as Record<P, string>
  const query = new URL(request.url).searchParams
  return handle({ caller, address, request, query, body, ...sourceOf(headers) })
}

/** A DELETE may say why. An order that needs no words comes without any. */
const hasBody = ({ method }: Request) => method === 'POST' || method === 'DELETE'

/** Written by the process itself, whatever the request said. */
const sourceOf = (headers: Headers) => ({
  from: headers.get('x-riverbook-from') ?? 'unknown',
  place: headers.get('x-riverbook-place') === 'here' ? ('here' as const) : ('elsewhere' as const),
})

type Read = { readonly value: unknown } | { readonly refusal: Response }

const tooSlow = (): Read => ({
  refusal: problem({ code: 'RESOURCE_EXHAUSTED', message: 'The body took too long.', retryable: true }, 408),
})

const isEmpty = ({ headers }: Request) =>
  !headers.has('content-type') && !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? 0) === 0

const readBody = async (request: Request): Promise<Read> => {
  if (isEmpty(request)) return { value: undefined }
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return {
      refusal: problem(
        { code: 'INVALID_ARGUMENT', message: 'Send application/json.', fields: { 'content-type': 'application/json' } },
        415,
      ),
    }
  }
  const text = await readText(request)
  if (text === undefined)
    return { refusal: problem({ code: 'RESOURCE_EXHAUSTED', message: 'At most 64 KiB.', retryable: false }, 413) }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return {
      refusal: problem({ code: 'INVALID_ARGUMENT', message: 'The body is not JSON.', fields: { body: 'Not JSON.' } }),
    }
  }
}

/** Reads no more than is allowed; undefined where there is more. */
const readText = async (request: Request): Promise<string | undefined> => {
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) return undefined
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > largestBody) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** A command that waits for what follows is answered by the engine in its own time. */
const timeFor = (body: unknown, most: number): number => {
  const mode = typeof body === 'object' && body !== null && 'syncMode' in body ? body.syncMode : undefined
  return most + (typeof mode === 'string' && Object.hasOwn(followed, mode) ? (followed[mode] ?? 0) : 0)
}

const inTime = <T>(work: Promise<T>, most: number, late: () => T): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<T>(resolve => {
    timer = setTimeout(() => resolve(late()), most)
  })
  return Promise.race([work, end]).finally(() => clearTimeout(timer))
}

const unavailable: Failure = {
  code: 'UNAVAILABLE',
  message: 'The store did not answer in time.',
  retryable: true,
  retryAfter: 1,
}
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01',
  '57P03',
  '55P03',
  '57014',
])

/** By name and code: instances do not cross the copies of a module. */
const failureOfError = (error: unknown): Failure => {
  const { name, code, cause } = (error ?? {}) as { name?: string; code?: string; cause?: { code?: string } }
  if (name === 'UnknownMessage') return { code: 'NOT_FOUND', message: 'There is no such thing here.' }
  if (name === 'Unavailable' || networkCodes.has(code ?? '') || networkCodes.has(cause?.code ?? '')) return unavailable
  return { code: 'INTERNAL', message: `Something broke. Incident ${getInstance().incident(error)}.` }
}

export const problem = (failure: Failure, status?: number): Response => {
  const { code, message, retryAfter, retryable = false, ...rest } = failure
  const answered = status ?? statusOfReason[failure.reason ?? ''] ?? statusOf[code]
  const body = {
    type: 'about:blank',
    title: titles[answered] ?? code,
    status: answered,
    detail: message,
    code,
    retryable,
    ...rest,
  }
  return Response.json(body, {
    status: answered,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  })
}

export const ok = (value: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(value, { headers: { 'cache-control': 'no-store', ...headers } })

export const plain = (text: string, type: string): Response =>
  new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } })

/** What a browser saves rather than shows. */
export const file = ({ text, type, name }: { readonly text: string; readonly type: string; readonly name: string }) =>
  new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })

/** A result as a Response. */
export const respond = <T>(result: Result<T>): Response =>
  'failure' in result ? problem(result.failure) : ok(result.value)

export const notFound = (): Response => problem({ code: 'NOT_FOUND', message: 'There is no such thing here.' })
