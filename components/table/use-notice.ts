'use client'
import { useCallback, useEffect, useState } from 'react'
import { alert } from '../announce/announcer.ts'

const staysMs = 7000

export type Notice = { text: string; at: number }

/** One sentence over the table for a while; also spoken. Dismissing it changes nothing else. */
export const useNotice = () => {
  const [notice, setNotice] = useState<Notice | null>(null)
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => setNotice(null), staysMs)
    return () => clearTimeout(timer)
  }, [notice])
  const show = useCallback((text: string) => {
    setNotice({ text, at: Date.now() })
    alert(text)
  }, [])
  return { notice, show, dismiss: () => setNotice(null) }
}
