import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

const loopback = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/
const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']

/** The address of the other side, and whether it is this machine itself: what a proxy passes on comes from elsewhere. */
export const sourceOf = (
  address: string | undefined,
  headers: IncomingHttpHeaders,
): { readonly from: string; readonly place: 'here' | 'elsewhere' } => ({
  from: address ?? 'unknown',
  place: loopback.test(address ?? '') && !passedOn.some(name => headers[name] !== undefined) ? 'here' : 'elsewhere',
})

/** In headers of our own, for the routes: whatever was sent under their names is gone. */
export const markSource = (request: IncomingMessage): void => {
  const { from, place } = sourceOf(request.socket.remoteAddress, request.headers)
  request.headers['x-riverbook-from'] = from
  request.headers['x-riverbook-place'] = place
}
