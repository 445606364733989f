// The addresses of this machine that belong to a private range (RFC 1918, RFC 4193), as a browser would open them.
import { networkInterfaces } from 'node:os'

const private4 = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/
const private6 = /^f[cd]/i

export function privateAddresses(port) {
  const found = Object.values(networkInterfaces()).flat()
  const four = found.filter(({ family, address }) => family === 'IPv4' && private4.test(address))
  const six = found.filter(({ family, address }) => family === 'IPv6' && private6.test(address))
  return [
    ...four.map(({ address }) => `http://${address}:${port}`),
    ...six.map(({ address }) => `http://[${address}]:${port}`),
  ]
}
