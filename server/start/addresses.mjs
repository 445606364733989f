// The addresses of this machine that belong to a private range (RFC 1918), as a browser would open them.
import { networkInterfaces } from 'node:os'

const inPrivateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/

export const privateAddresses = port =>
  Object.values(networkInterfaces())
    .flat()
    .filter(({ family, address }) => family === 'IPv4' && inPrivateRange.test(address))
    .map(({ address }) => `http://${address}:${port}`)
