// A port that nobody listens on, on any address of this machine.
import { createServer } from 'node:net'

const everywhere = ['127.0.0.1', '::1', '0.0.0.0', '::']
const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

/** Any free port of the system's choice, or the first free one from `preferred` on. */
export async function freePort(preferred) {
  if (!preferred) return anyPort()
  for (let port = preferred; port < preferred + 100 && port < 65_536; port++) if (await isFree(port)) return port
  return anyPort()
}

export async function isFree(port) {
  for (const host of everywhere) if (!(await opens(port, host))) return false
  return true
}

const anyPort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const opens = (port, host) =>
  new Promise(resolve => {
    const probe = createServer().once('error', error => resolve(missing.includes(error.code)))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
