'use client'
import { useEffect, useState } from 'react'
import type { HandsPage } from '@/server/instance'
import type { Option } from '../ui/one-of.tsx'

type Known = { readonly tables: ReadonlyMap<string, string>; readonly players: ReadonlyMap<string, string> }

const byName = (known: ReadonlyMap<string, string>): readonly Option[] =>
  [...known].sort(([, one], [, other]) => one.localeCompare(other, 'en'))

/** Whatever was seen in a list stays to choose from, also when the list has become shorter by the choice. */
export const useKnown = ({ hands, names }: Pick<HandsPage, 'hands' | 'names'>) => {
  const [known, setKnown] = useState<Known>({ tables: new Map(), players: new Map() })
  useEffect(() => {
    setKnown(({ tables, players }) => ({
      tables: new Map([...tables, ...hands.map(({ table, tableName }) => [table, tableName] as const)]),
      players: new Map([...players, ...Object.entries(names)]),
    }))
  }, [hands, names])
  return { tables: byName(known.tables), players: byName(known.players) }
}
