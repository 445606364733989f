'use client'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ScrollingText } from '../../ui/scrolling-text.tsx'

const longest = 64_000

/** To the letter, as far as anybody would read at first. */
export function StoredText({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false)
  const text = JSON.stringify(value, null, 2) ?? ''
  const isCut = text.length > longest && !isWhole
  return (
    <>
      {isCut ? (
        <p className="tab-words flex flex-wrap items-center gap-3">
          The first {longest / 1000} kB of {Math.ceil(text.length / 1000)} kB are shown.
          <Button onClick={() => setWhole(true)}>Load all</Button>
        </p>
      ) : null}
      <ScrollingText text={isCut ? text.slice(0, longest) : text} className="raw" />
    </>
  )
}

/** Which version it was stored in and which it is read as, where that is not the same. */
export function VersionChip({ was, is }: { was: number; is: number }) {
  return was === is ? null : (
    <span className="edition-chip" title="The version it was stored in, and the one it is read as">
      v{was}→v{is}
    </span>
  )
}
