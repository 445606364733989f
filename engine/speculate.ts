// What would happen: a command, and all that it leads to if that is asked, against now or an earlier moment. Nothing is stored.
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from './canonical.ts'
import { tryOver } from './cascade.ts'
import type { Chain } from './chain.ts'
import type { Command, Outcome } from './command.ts'
import type { PrivateParts } from './message.ts'
import { pastPorts } from './past.ts'
import type { Vault } from './ports.ts'
import { present, type Viewer } from './present.ts'
import type { Runtime } from './runtime.ts'
import { type AsOf, momentOf, presentedState } from './streams.ts'

export type Speculation = {
  readonly outcome: Outcome
  /** The command's stream, before and after, as the viewer may see it. */
  readonly before: unknown
  readonly after: unknown
  readonly chain: Chain
}
export type Speculating = { readonly asOf?: AsOf; readonly cascade?: boolean; readonly viewer: Viewer }

/** A rule that refuses now refuses here too; `asOf` is a moment of the command's own stream, or of the whole log. */
export const speculate = async (runtime: Runtime, command: Command, asked: Speculating): Promise<Speculation> => {
  const { asOf, cascade = false, viewer } = asked
  const moment = asOf && (await momentOf(runtime, command.cover, asOf))
  const now = { ...runtime.ports, vault: passingVault(runtime.ports.vault) }
  const ports = moment ? pastPorts(now, moment.position) : now
  const tried = await tryOver(runtime, { command, cascade, ports })
  const seen = (at: { ports: typeof ports; registry: Runtime['registry'] }) =>
    presentedState(at, command.cover, { upTo: Number.MAX_SAFE_INTEGER, viewer })
  const [before, after] = await Promise.all([seen({ ...runtime, ports }), seen(tried.runtime)])
  const shown = (pages: Chain['links'][number]['pages']) => present(tried.runtime, pages, viewer)
  const { outcome, chain } = tried
  const links = await Promise.all(chain.links.map(async link => ({ ...link, pages: await shown(link.pages) })))
  return {
    outcome: outcome.status === 'accepted' ? { ...outcome, pages: await shown(outcome.pages) } : outcome,
    before: before.state,
    after: after.state,
    chain: { ...chain, links },
  }
}

const ofThisMoment = 'speculation'

/** Makes no keys: what is sealed here is never stored. */
const passingVault = (vault: Vault): Vault => {
  const parts = new Map<string, PrivateParts>()
  return {
    ...vault,
    seal: async (_, eventId, sealed) => {
      parts.set(eventId, sealed)
      return { keyId: ofThisMoment, nonce: new Uint8Array(), ciphertext: utf8ToBytes(canonical(sealed)) }
    },
    open: async (stream, eventId, sealed) => parts.get(eventId) ?? vault.open(stream, eventId, sealed),
    sealPersonal: async (_, value) => ({ $personal: { key: ofThisMoment, nonce: '', text: canonical(value) } }),
    openPersonal: async cipher =>
      cipher.$personal.key === ofThisMoment ? { value: JSON.parse(cipher.$personal.text) } : vault.openPersonal(cipher),
  }
}
