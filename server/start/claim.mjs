// One process per claim: a file that names its holder, which is void once the holder is gone.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { identify, stillRuns } from './processes.mjs'

/**
 * Takes the claim, or says who holds it. `left` is what a holder that died without letting go had written.
 * @returns {{ holder: Record<string, any> } | { holder?: undefined, left?: Record<string, any>, note: (facts: object) => void, release: () => void }}
 */
export function claim(file) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = identify(process.pid)
  const draft = `${file}.${process.pid}`
  let left
  // Taking over a dead holder's file and creating one's own are two steps, and another may step in between.
  for (let attempt = 0; attempt < 20; attempt++) {
    writeFileSync(draft, JSON.stringify(mine))
    const taken = linked(draft, file)
    rmSync(draft, { force: true })
    if (taken) return held(file, mine, left)
    const holder = readClaim(file)
    if (stillRuns(holder)) return { holder }
    left = removeDead(file, draft) ?? left
  }
  throw new Error(`Cannot take ${file}: other processes keep taking it.`)
}

export function readClaim(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function held(file, mine, left) {
  const note = facts => {
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ ...mine, ...facts }))
    renameSync(`${file}.${process.pid}`, file)
  }
  const release = () => {
    if (readClaim(file)?.pid === process.pid) rmSync(file, { force: true })
  }
  return { ...(left && { left }), note, release }
}

function linked(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

// Moves the file aside before looking at it again, so that of two who find it dead one removes it.
function removeDead(file, aside) {
  try {
    renameSync(file, aside)
  } catch {
    return undefined
  }
  const found = readClaim(aside)
  if (stillRuns(found)) linked(aside, file)
  rmSync(aside, { force: true })
  return stillRuns(found) ? undefined : found
}
