import { type ChildProcess, fork } from 'node:child_process'
import type { Message } from '@/engine/message'

export type Order = { readonly id: string; readonly root: string; readonly message: Message & Record<string, unknown> }
/** What a process is asked, and what it tells. */
export type Asked = { readonly order: Order } | { readonly shift: number }
export type Told =
  | { readonly ready: true }
  | { readonly answered: { readonly id: string; readonly status: string } }
  | { readonly row: { readonly projection: string; readonly key: string; readonly version: number } }

export type BankProcess = {
  /** The status of the answer; undefined where the process ended before it answered. */
  readonly order: (order: Order) => Promise<string | undefined>
  readonly shift: (milliseconds: number) => void
  /** Versions of a row as this process heard of them, in order. */
  readonly heard: (projection: string, key: string) => readonly number[]
  /** SIGKILL: it has no say in it. */
  readonly kill: () => Promise<void>
}

/** A real process with an engine of its own on the database. `LOOK_EVERY`: milliseconds, where nothing wakes it up. */
export const bankProcess = async (
  url: string,
  installationKey: Buffer,
  settings: { readonly LOOK_EVERY?: string } = {},
): Promise<BankProcess> => {
  const child = fork(new URL('./bank-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings, DATABASE_URL: url, INSTALLATION_KEY: installationKey.toString('hex') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<string, (status: string | undefined) => void>()
  const rows = new Map<string, number[]>()
  child.on('message', (told: Told) => {
    if ('answered' in told) waiting.get(told.answered.id)?.(told.answered.status)
    if ('row' in told) {
      const key = `${told.row.projection}/${told.row.key}`
      rows.set(key, [...(rows.get(key) ?? []), told.row.version])
    }
  })
  child.once('exit', () => {
    for (const resolve of waiting.values()) resolve(undefined)
  })
  await ready(child)
  return {
    order: order =>
      new Promise(resolve => {
        waiting.set(order.id, resolve)
        if (!child.connected) return resolve(undefined)
        child.send({ order } satisfies Asked, error => error && resolve(undefined))
      }),
    shift: milliseconds => void child.send({ shift: milliseconds } satisfies Asked),
    heard: (projection, key) => rows.get(`${projection}/${key}`) ?? [],
    kill: () =>
      new Promise(resolve => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

const ready = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the process ended with ${code}`)))
    child.on('message', (told: Told) => {
      if ('ready' in told) resolve()
    })
  })
