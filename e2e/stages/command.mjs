// Runs one tool of the tests to its end: in a process group of its own, so that what it started ends with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endGroup } from '../../server/start/processes.mjs'

const running = new Set()

/**
 * @param {readonly string[]} parameters
 * @param {{ cwd: string, minutes: number, env?: Record<string, string | undefined>, quiet?: boolean }} options
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is what it said, when `quiet` kept it from the terminal
 */
export async function command(parameters, { cwd, minutes, env, quiet }) {
  const said = quiet ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, parameters, {
    cwd,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', said, said],
    detached: process.platform !== 'win32',
  })
  let output = ''
  child.stdout?.on('data', text => (output += text))
  child.stderr?.on('data', text => (output += text))
  running.add(child)
  const late = setTimeout(() => {
    console.error(`  ${parameters.join(' ')} took more than ${minutes} minutes and was ended.`)
    endGroup(child.pid, 5_000)
  }, minutes * 60_000)
  const [code] = await once(child, 'exit')
  clearTimeout(late)
  await endGroup(child.pid, 5_000)
  running.delete(child)
  return { ok: code === 0, output }
}

export const endCommands = () => Promise.all([...running].map(child => endGroup(child.pid, 5_000)))
