'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Catalog as Declared } from './declared.ts'
import { Tree } from './tree.tsx'

/** The tree stays where it is while one goes from message to message. */
export function Catalog({ catalog, children }: { catalog: Declared; children: ReactNode }) {
  const isChosen = usePathname() !== '/admin/catalog'
  return (
    <div className="catalog" data-chosen={isChosen}>
      <Tree catalog={catalog} />
      <div className="catalog-content">{children}</div>
    </div>
  )
}
