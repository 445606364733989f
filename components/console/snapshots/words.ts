import type { SnapshotVerdict } from '@/engine/snapshot-desk'
import type { SnapshotRow } from '@/server/instance'
import { whole } from '../../timeline/words.ts'

export const retentionWords: Readonly<Record<SnapshotRow['retention'], string>> = {
  DEFAULT: 'every so many events, kept',
  PERSIST: 'a milestone, kept',
  TRANSIENT: 'goes when a newer one comes',
}

/** 812 B, 4.2 kB, 1.3 MB. */
export const sizeWords = (bytes: number): string => {
  if (bytes < 1000) return `${whole(bytes)} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What holding it against a replay came to. */
export const verdictWords = ({ equal, current, differing, nextSequence }: SnapshotVerdict): string => {
  const age = current ? '' : ' It has an older shape and is not used any more.'
  if (equal) return `Equal to a replay of ${whole(nextSequence)} events from the beginning.${age}`
  const places = differing.length === 1 ? 'one place' : `${whole(differing.length)} places`
  return `It differs from a replay of ${whole(nextSequence)} events in ${places}.${age}`
}

export const nameOf = ({ stream: { domain, root, edition }, nextSequence }: SnapshotRow): string =>
  `${domain}/${root}/${edition}/${nextSequence}`
