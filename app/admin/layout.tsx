import '@/components/console/console.css'
import '@/components/console/desk.css'
import '@/components/console/running.css'
import '@/components/console/correlation/correlation.css'
import '@/components/console/timeline/log.css'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/console/shell/frame'
import type { LetterCount } from '@/components/console/shell/use-open-letters'
import { getInstance } from '@/server/instance'
import { question, readOperator, told } from './operator'

export const metadata: Metadata = { title: { default: 'Console', template: '%s · Console' } }
export const dynamic = 'force-dynamic'

const here = /^(localhost|127\.|\[::1\])/

/** The frame is an operator's; a page that is looked at by nobody asks for the token by itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const operator = await readOperator()
  if (!operator) return children
  const host = (await headers()).get('host') ?? ''
  const rail = (await cookies()).get('rail')?.value === 'narrow' ? 'narrow' : 'wide'
  const letters = await told<LetterCount>(
    getInstance().reads.deadLetters(operator, question({ status: 'open', limit: '1' })),
  )
  return (
    <Frame
      place={here.test(host) ? 'local' : host}
      rail={rail}
      who={operator.name}
      letters={'value' in letters ? letters.value : undefined}
    >
      {children}
    </Frame>
  )
}
