import type { PlayerId } from '@/domain/ids'
import { operatorNamed } from '@/engine/operator'
import type { Viewer } from '@/engine/present'

/** Who asks. Known by cookie, or by a bearer token. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'player'; readonly player: PlayerId; readonly name: string }
  /** `player`: who is signed in beside, in the same browser. `name`: what they call themselves. */
  | { readonly kind: 'administrator'; readonly player?: PlayerId; readonly name?: string }

/** As the log names them. */
export const actorOf = (caller: Caller): string =>
  caller.kind === 'player' ? caller.player : operatorNamed(caller.kind === 'administrator' ? caller.name : undefined)
/** As `present` knows them: an administrator sees no more of a hand than a stranger. */
export const viewerOf = (caller: Caller): Viewer => ({ audience: caller.kind === 'player' ? caller.player : undefined })
