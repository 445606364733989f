'use client'
import { Radio, WifiOff } from 'lucide-react'
import { useContact } from './use-contact.ts'

const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Whether what one sees is what is. */
export function Live() {
  const lostAt = useContact()
  return (
    <p role="status" className="live" data-lost={lostAt !== null}>
      {lostAt === null ? <Radio size={16} aria-hidden /> : <WifiOff size={16} aria-hidden />}
      <span>{lostAt === null ? 'Live' : `Offline since ${minutes.format(lostAt)}`}</span>
    </p>
  )
}
