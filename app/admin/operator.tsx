import { headers } from 'next/headers'
import { cache, type ReactNode } from 'react'
import type { Catalog } from '@/components/console/catalog/declared'
import { SignIn } from '@/components/console/shell/sign-in'
import { type Caller, getInstance, type Result } from '@/server/instance'

type Operator = Extract<Caller, { kind: 'administrator' }>

/** Who looks, if it is an operator. */
export const readOperator = cache(async (): Promise<Operator | undefined> => {
  const given = await headers()
  const caller = await getInstance().sessions.callerOf(given.get('cookie'), given.get('authorization'))
  return caller.kind === 'administrator' ? caller : undefined
})

/** The one door to every page of the console: whoever is no operator is asked for the token and told nothing. */
export const forOperators =
  <Props,>(page: (operator: Operator, props: Props) => Promise<ReactNode>) =>
  async (props: Props): Promise<ReactNode> => {
    const operator = await readOperator()
    return operator ? page(operator, props) : <SignIn />
  }

/** What a read came to: a failed one is not an empty one. */
export type Told<T> = { readonly value: T } | { readonly unread: string }

export const told = async <T,>(read: Promise<Result<unknown>>): Promise<Told<T>> => {
  try {
    const result = await read
    return 'value' in result ? { value: result.value as T } : { unread: result.failure.message }
  } catch (error) {
    return { unread: `incident ${getInstance().incident(error)}` }
  }
}

/** A question without an address, as the reads take it. */
export const question = (query: Readonly<Record<string, string>> = {}) => ({
  query: new URLSearchParams(query),
  address: {},
})

/** Everything that is declared: the same for every operator, and never unread. */
export const readCatalog = async (operator: Operator): Promise<Catalog> => {
  const read = await told<Catalog>(getInstance().reads.catalog(operator, question()))
  if ('unread' in read) throw new Error(`the catalog could not be read: ${read.unread}`)
  return read.value
}
