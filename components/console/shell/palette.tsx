'use client'
import { Autocomplete } from '@base-ui/react/autocomplete'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { type Entry, entriesFor, type Group } from './palette-entries.ts'
import { useKnown, useStreamsLike } from './use-known.ts'
import { readVisits } from './visits.ts'

/** Goes to anything by its name, and does whatever can be done on the page. Loaded when it is opened. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [visits] = useState(readVisits)
  const groups = entriesFor(text, { known: useKnown(), streams: useStreamsLike(text), visits })
  const choose = ({ does }: Entry) => {
    onClose()
    if ('href' in does) return router.push(does.href as Route)
    // Only once the dialog is gone the page has its keys, and its focus, again.
    requestAnimationFrame(does.run)
  }
  return (
    <Dialog title="Go to" onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        mode="none"
        items={groups}
        value={text}
        onValueChange={setText}
        itemToStringValue={(entry: Entry) => entry.words}
        autoHighlight="always"
        keepHighlight
      >
        <Autocomplete.Input
          className="field"
          aria-label="Go to"
          placeholder="A place, an id, a position, an action"
          maxLength={128}
          spellCheck={false}
        />
        <Autocomplete.List className="palette-list" aria-label="Found">
          {(group: Group) => (
            <Autocomplete.Group key={group.title} items={group.items} className="palette-group">
              <Autocomplete.GroupLabel className="palette-title">{group.title}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(entry: Entry) => (
                  <Autocomplete.Item
                    key={entry.id}
                    value={entry}
                    className="palette-entry"
                    onClick={() => choose(entry)}
                  >
                    <span className="min-w-0 break-all">{entry.words}</span>
                    <span className="palette-note">{entry.note}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  )
}
