// What this machine says about a process: whether it still runs, and whether it is the one that was meant.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** When a process was born, as an opaque word; undefined once it is gone. A number alone may be used again. */
export function birthOf(pid) {
  if (process.platform === 'linux') return birthOnLinux(pid)
  if (!answers(pid)) return undefined
  if (process.platform === 'win32') return 'alive'
  const [state = 'Z', ...born] = ps(pid, 'stat=,lstart=').split(/\s+/)
  return state.startsWith('Z') ? undefined : born.join(' ')
}

/** The words a process was started with. */
export function commandOf(pid) {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return (readOrUndefined(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ')
}

export function parentOf(pid) {
  if (process.platform === 'win32') return undefined
  const parent = process.platform === 'linux' ? statOnLinux(pid)?.[1] : ps(pid, 'ppid=')
  return parent ? Number(parent) : undefined
}

/** A process as a record that can be kept in a file and recognised later. */
export const identify = pid => ({ pid, birth: birthOf(pid) })

export const stillRuns = identity =>
  Boolean(identity?.pid && identity.birth !== undefined && birthOf(identity.pid) === identity.birth)

/** Resolves to true once the process is gone, to false when it outlives the time given. */
export async function goneWithin(identity, milliseconds) {
  const end = Date.now() + milliseconds
  while (stillRuns(identity)) {
    if (Date.now() > end) return false
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return true
}

/** Asks every process of a group to end, and ends those that do not. */
export async function endGroup(leader, milliseconds) {
  if (process.platform === 'win32') return signal(leader, 'SIGKILL')
  const end = Date.now() + milliseconds
  for (let asked = false; groupRuns(leader) && Date.now() < end; asked = true) {
    if (!asked) signal(-leader, 'SIGTERM')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  signal(-leader, 'SIGKILL')
}

/** Asks a process to end, and ends it when it does not. */
export async function endProcess(identity, milliseconds) {
  if (!stillRuns(identity)) return
  signal(identity.pid, 'SIGTERM')
  if (await goneWithin(identity, milliseconds)) return
  signal(identity.pid, 'SIGKILL')
  await goneWithin(identity, 5_000)
}

export function signal(pid, name) {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}

function groupRuns(leader) {
  if (process.platform !== 'linux') return signal(-leader, 0)
  const members = readdirSync('/proc').map(name => (/^\d+$/.test(name) ? statOnLinux(name) : undefined))
  return members.some(fields => fields?.[2] === String(leader) && fields[0] !== 'Z')
}

const answers = pid => signal(pid, 0)

// The name in brackets may hold spaces and brackets itself, so the fields are counted from the last one.
function statOnLinux(pid) {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function birthOnLinux(pid) {
  const fields = statOnLinux(pid)
  // A zombie keeps its number until its parent asks for it, which a container's first process may never do.
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined
  return fields[19]
}

function ps(pid, format) {
  try {
    return execFileSync('ps', ['-o', format, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return ''
  }
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
