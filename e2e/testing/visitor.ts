import { randomUUID } from 'node:crypto'

/** What reached somebody, and by which way. */
export type Heard = { readonly way: string; readonly text: string }
export type Reply = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body where it is JSON, else null. */
  readonly json: Body | null
}
export type Body = {
  readonly code?: string
  readonly reason?: string
  readonly detail?: string
  readonly fields?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}
export type Sent = {
  readonly method?: string
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string | undefined>>
}
export type Address = { readonly domain: string; readonly root: string; readonly type: string }
export type Order = Sent & { readonly data?: unknown; readonly key?: string; readonly fields?: object }

/** Somebody who asks by HTTP, with nothing but what a caller has: a cookie, a token, or neither. */
export type Visitor = ReturnType<typeof visitor>
export type Player = Visitor & { readonly player: string; readonly name: string }

const jsonOf = (headers: Headers, text: string): Body | null => {
  if (!/\bjson\b/.test(headers.get('content-type') ?? '')) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const written = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))

export const visitor = (base: string, own: Readonly<Record<string, string>> = {}) => {
  const heard: Heard[] = []
  const ask = async (path: string, { method = 'GET', body, headers = {} }: Sent = {}): Promise<Reply> => {
    const all = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own, ...headers }
    const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const response = await fetch(base + path, {
      method,
      headers: given,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: written(body) }),
    })
    const text = await response.text()
    heard.push({ way: `${method} ${path}`, text: `${[...response.headers].join('\n')}\n\n${text}` })
    return { status: response.status, headers: response.headers, text, json: jsonOf(response.headers, text) }
  }
  return {
    base,
    /** Everything that this visitor was ever sent, in order. */
    heard,
    headers: own,
    ask,
    read: (path: string) => ask(path),
    post: (path: string, body: unknown, headers: Sent['headers'] = {}) => ask(path, { method: 'POST', body, headers }),
    send: ({ domain, root, type }: Address, { data = {}, key, fields = {}, ...sent }: Order = {}) =>
      ask(`/api/commands/${domain}/${root}/${type}`, {
        method: 'POST',
        body: { data, ...fields },
        ...sent,
        headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...sent.headers },
      }),
  }
}

/** Nobody: a page of this server that is not signed in. */
export const stranger = (base: string) => visitor(base, { origin: base })

export const administrator = (base: string, token: string) => visitor(base, { authorization: `Bearer ${token}` })

const letters = 'abcdefghijklmnopqrstuvwxyz'
const freshName = () =>
  `Guest ${[...randomUUID().slice(0, 8)].map(digit => letters[Number.parseInt(digit, 16)]).join('')}`

/** Signs a guest in, as the page does. */
export const guest = async (base: string, name = freshName()): Promise<Player> => {
  const reply = await stranger(base).post('/api/session', { name })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (reply.status !== 200 || !cookie) throw new Error(`nobody is signed in: ${reply.status} ${reply.text}`)
  const { player } = reply.json as unknown as { player: string }
  return { ...visitor(base, { origin: base, cookie }), player, name }
}
