import '@/components/console/forms/forms.css'
import type { Metadata } from 'next'
import { SendCommandLater } from '@/components/console/sending/lazy'
import { forOperators, readCatalog } from '../../operator'

export const metadata: Metadata = { title: 'Send a command' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => <SendCommandLater catalog={await readCatalog(operator)} />)
