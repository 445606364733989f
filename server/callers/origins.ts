import type { Instance } from '../instance'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
const privateAddress = /^(10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+)$/

/**
 * A page may post, and open a socket, if it was served from here: its origin is the host that is asked, and that
 * host is this machine (or, with --lan, a private address): a foreign name that points here is refused.
 */
export const originCheck =
  (given: { readonly lan: boolean }): Instance['mayPost'] =>
  (origin, host) => {
    if (!origin || !host || origin === 'null') return false
    let url: URL
    try {
      url = new URL(origin)
    } catch {
      return false
    }
    return url.host === host && (loopback.has(url.hostname) || (given.lan && privateAddress.test(url.hostname)))
  }
