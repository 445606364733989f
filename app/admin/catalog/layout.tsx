import '@/components/console/catalog/catalog.css'
import '@/components/console/forms/forms.css'
import type { ReactNode } from 'react'
import { Catalog } from '@/components/console/catalog/catalog'
import { outlineOf } from '@/components/console/catalog/declared'
import { readCatalog, readOperator } from '../operator'

/** The tree beside every page of it; whoever is no operator is asked for the token by the page. */
export default async function CatalogLayout({ children }: { children: ReactNode }) {
  const operator = await readOperator()
  if (!operator) return children
  return <Catalog catalog={outlineOf(await readCatalog(operator))}>{children}</Catalog>
}
