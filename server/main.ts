import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import next from 'next'
import { markSource } from './callers/request-source'
import { readConfig } from './config'
import { setInstance } from './instance'
import { countRequests } from './operating/drain'
import { describedError, makeLog } from './operating/log'
import { machineClock } from './operating/machine'
import { composePoker } from './poker'
import { startGateway } from './sockets/gateway'

const config = readConfig(process.env)
const log = makeLog(config.LOG_LEVEL)
const development = config.NODE_ENV === 'development'

const poker = await composePoker(config, log)
setInstance(poker.instance)

const http = createServer()
const requests = countRequests(http)
const app = next({ dev: development, hostname: config.HOST, port: config.PORT, httpServer: http })
await app.prepare()
const handle = app.getRequestHandler()
// Registered before socket.io, which wraps the listeners that it finds.
http.on('request', (request, response) => {
  if (request.url?.startsWith('/socket.io/')) return
  if (!isReadable(request.url)) return refuseAddress(response)
  markSource(request)
  void handle(request, response)
})
const { sessions, mayPost, queries } = poker.instance
const gateway = startGateway(http, {
  engine: poker.engine,
  names: poker.names,
  queries,
  timeline: poker.timeline,
  sessions,
  mayPost,
  log,
  now: machineClock.now,
})
poker.watchSockets(gateway.sockets)
if (!development) {
  http.on('upgrade', (request, socket) => {
    if (!request.url?.startsWith('/socket.io/')) (socket as Socket).destroy()
  })
}

http.listen(config.PORT, config.HOST, () => {
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : config.PORT
  process.stdout.write(`riverbook ready http://localhost:${port}\n`)
  if (poker.newAdministratorToken) {
    process.stdout.write(`Administrator's token, told this once: ${poker.newAdministratorToken}\n`)
  }
})

/** Next answers with a 500 where an address holds half of a character. */
function isReadable(url = '/') {
  try {
    return decodeURI(url.split('?')[0] ?? '') !== ''
  } catch {
    return false
  }
}
function refuseAddress(response: ServerResponse) {
  const detail = 'The address is not UTF-8.'
  const body = {
    type: 'about:blank',
    title: 'Not understood',
    status: 400,
    detail,
    code: 'INVALID_ARGUMENT',
    retryable: false,
  }
  response.writeHead(400, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

/** What was asked before the end is answered, within this time. */
const longestDrain = 2500
let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 4500).unref()
  const closed = gateway.stop()
  await requests.drained(longestDrain)
  http.closeAllConnections()
  await closed
  await poker.stop()
  await app.close()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.on('unhandledRejection', error => log.error({ error: describedError(error) }, 'unhandled rejection'))
