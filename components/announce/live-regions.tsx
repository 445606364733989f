'use client'
import { useEffect, useState } from 'react'
import { onSpeech } from './announcer.ts'

const silence = { text: '', times: 0 }

/** A no-break space at the end of every second text makes a repeated text a change, and so heard again. */
const heard = ({ text, times }: typeof silence) => (text && times % 2 ? `${text}\u00a0` : text)

/** The two live regions of the product, mounted once and outside of every dialog. What one says leaves the other be. */
export function LiveRegions() {
  const [spoken, setSpoken] = useState({ log: silence, alert: silence })
  useEffect(
    () => onSpeech((region, text) => setSpoken(now => ({ ...now, [region]: { text, times: now[region].times + 1 } }))),
    [],
  )
  return (
    <>
      <div role="log" aria-live="polite" className="sr-only">
        {heard(spoken.log)}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {heard(spoken.alert)}
      </div>
    </>
  )
}
