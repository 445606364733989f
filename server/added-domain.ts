import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Domain } from '@/engine/define'

const isDomain = (value: unknown): value is Domain =>
  typeof value === 'object' && value !== null && 'aggregates' in value && 'projectors' in value

/** A product with the domains that another module exports: they are served, and stand in the console, like its own. */
export const withDomainsOf = async (product: Domain, path: string | undefined): Promise<Domain> => {
  if (path === undefined) return product
  const module: Record<string, unknown> = await import(pathToFileURL(resolve(path)).href)
  const all = [product, ...Object.values(module).filter(isDomain)]
  return {
    aggregates: all.flatMap(({ aggregates }) => aggregates),
    sagas: all.flatMap(({ sagas }) => sagas),
    processManagers: all.flatMap(({ processManagers }) => processManagers),
    projectors: all.flatMap(({ projectors }) => projectors),
  }
}
