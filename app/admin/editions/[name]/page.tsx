import type { Metadata } from 'next'
import { Edition } from '@/components/console/editions/edition'
import type { EditionRows } from '@/components/console/editions/use-edition'
import { getInstance } from '@/server/instance'
import { forOperators, told } from '../../operator'

export const metadata: Metadata = { title: 'Edition' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ name: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const { name } = await params
  const found = await told<EditionRows>(
    getInstance().reads.rows(operator, {
      query: new URLSearchParams({ name, limit: '1' }),
      address: { projection: 'editions' },
    }),
  )
  return <Edition key={name} name={name} first={'value' in found ? found.value.rows[0]?.row : undefined} />
})
