import type { Metadata } from 'next'
import { Health } from '@/components/console/health/health'
import type { Health as Told } from '@/components/console/health/words'
import { getInstance, type VitalsTold } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Health' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => {
  const instance = getInstance()
  const [health, vitals] = await Promise.all([
    instance.health(),
    told<VitalsTold>(instance.reads.vitals(operator, question())),
  ])
  return <Health health={health as Told} first={'value' in vitals ? vitals.value : undefined} />
})
