'use client'
import { useEffect, useState } from 'react'
import { onSpeech } from './announcer.ts'

/** The two live regions of the product, mounted once and outside of every dialog. */
export function LiveRegions() {
  const [spoken, setSpoken] = useState({ log: '', alert: '', times: 0 })
  useEffect(() => onSpeech((region, text) => setSpoken(now => ({ ...now, [region]: text, times: now.times + 1 }))), [])
  // A no-break space at the end of every second text makes a repeated text a change, and so heard again.
  const mark = spoken.times % 2 ? ' ' : ''
  return (
    <>
      <div role="log" aria-live="polite" className="sr-only">
        {spoken.log && spoken.log + mark}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {spoken.alert && spoken.alert + mark}
      </div>
    </>
  )
}
