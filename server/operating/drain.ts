import type { Server } from 'node:http'

export type Drain = { readonly drained: (most: number) => Promise<void> }

/** Requests in hand: a server that stops answers them first, for so many milliseconds at most. */
export const countRequests = (http: Server): Drain => {
  let inHand = 0
  let isStopping = false
  let done = () => {}
  http.on('request', (_, response) => {
    inHand++
    if (isStopping) response.setHeader('connection', 'close')
    response.once('close', () => {
      inHand--
      if (inHand === 0) done()
    })
  })
  return {
    drained: most =>
      new Promise(resolve => {
        isStopping = true
        done = resolve
        http.closeIdleConnections()
        setTimeout(resolve, most).unref()
        if (inHand === 0) resolve()
      }),
  }
}
