// What may be said on the command line of server/start.mjs.
import { parseArgs } from 'node:util'

export const help = `Riverbook

  npm start                  build when needed, and serve
  npm run dev                serve with hot reload
  npm start -- --lan         listen on the addresses of the local network too
  npm start -- --port 4000   listen on this port and on no other

DATABASE_URL names a PostgreSQL of your own; without it one is started in .data/postgres.`

const known = {
  dev: { type: 'boolean', default: false },
  lan: { type: 'boolean', default: false },
  port: { type: 'string' },
  help: { type: 'boolean', default: false, short: 'h' },
}

/** @returns {{ dev: boolean, lan: boolean, help: boolean, port?: number }} */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: known })
  if (values.port === undefined) return values
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--port takes a number from 1 to 65535.')
  return { ...values, port }
}
