import '@/components/console/forms/forms.css'
import type { Metadata } from 'next'
import { RecordFactLater } from '@/components/console/sending/lazy'
import { forOperators, readCatalog } from '../../operator'

export const metadata: Metadata = { title: 'Record a fact' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => <RecordFactLater catalog={await readCatalog(operator)} />)
