// What may be said on the command line of server/start.mjs.
import { parseArgs } from 'node:util'

export const help = `Riverbook

  npm start                  build when needed, and serve
  npm run dev                serve with hot reload
  npm start -- --lan         listen on the addresses of the local network too
  npm start -- --port 4000   listen on this port and on no other
  npm run demo               serve a database of its own that shows everything, made at the first start
  npm run demo -- --events 100000   one that is made sooner; 1,000,000 where nothing is said
  npm run demo -- --fresh    make it anew

DATABASE_URL names a PostgreSQL of your own; without it one is started in .data/postgres.`

const known = {
  dev: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  events: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  lan: { type: 'boolean', default: false },
  port: { type: 'string' },
  help: { type: 'boolean', default: false, short: 'h' },
}

/** @returns {{ dev: boolean, demo: boolean, fresh: boolean, lan: boolean, help: boolean, port?: number, events?: number }} */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: known })
  if (!values.demo && (values.fresh || values.events)) throw new Error('--events and --fresh are for the demo.')
  const { port, events, ...flags } = values
  return {
    ...flags,
    ...(port === undefined ? {} : { port: numberIn('--port', port, 65_535) }),
    ...(events === undefined ? {} : { events: numberIn('--events', events, 10_000_000) }),
  }
}

function numberIn(option, text, most) {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new Error(`${option} takes a number from 1 to ${most}.`)
  return number
}
