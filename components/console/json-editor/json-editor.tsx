'use client'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Schema } from '../schema/schema.ts'
import type { CodeEditor } from './code-editor.ts'

type Props = {
  id?: string
  label: string
  text: string
  rows: number
  schema: Schema | undefined
  isWrong: boolean
  /** The id of what is said below it. */
  describedBy: string | undefined
  onChange: (text: string) => void
}

/** JSON as it is written. A text area as high as the editor stands in until that is loaded, and for ever where it is not. */
export function JsonEditor({ rows, ...props }: Props) {
  const { id, label, text, isWrong, describedBy, onChange } = props
  const { frame, area, isOpen } = useCodeEditor(props)
  return (
    <div className="json-editor" style={{ '--rows': rows }}>
      <div ref={frame} hidden={!isOpen} />
      {isOpen ? null : (
        <textarea
          ref={area}
          id={id}
          aria-label={label}
          aria-invalid={isWrong}
          aria-describedby={describedBy}
          spellCheck={false}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  )
}

const attributesOf = ({ id, label, isWrong, describedBy }: Omit<Props, 'rows'>): Readonly<Record<string, string>> => ({
  'aria-label': label,
  'aria-invalid': String(isWrong),
  ...(id ? { id } : {}),
  ...(describedBy ? { 'aria-describedby': describedBy } : {}),
})

/** Puts the editor in the place of the text area, with its text, its selection and its focus. */
const useCodeEditor = (props: Omit<Props, 'rows'>) => {
  const frame = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const editor = useRef<CodeEditor>(null)
  const latest = useRef(props)
  const [isOpen, setOpen] = useState(false)
  const { id, label, text, isWrong, describedBy } = props
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    let isGone = false
    const open = async () => {
      const { openEditor } = await import('./code-editor.ts')
      const [place, before] = [frame.current, area.current]
      if (isGone || !place || !before) return
      const hadFocus = document.activeElement === before
      const { selectionStart, selectionEnd, value } = before
      flushSync(() => setOpen(true))
      editor.current = openEditor(place, {
        text: value,
        selection: [selectionStart, selectionEnd],
        attributes: attributesOf(latest.current),
        schema: () => latest.current.schema,
        onChange: typed => latest.current.onChange(typed),
      })
      if (hadFocus) editor.current.focus()
    }
    // Where it cannot be loaded the text area stays.
    open().catch(() => undefined)
    return () => {
      isGone = true
      editor.current?.close()
      editor.current = null
      setOpen(false)
    }
  }, [])
  useEffect(() => editor.current?.show(text), [text])
  useEffect(() => {
    editor.current?.describe(attributesOf({ ...latest.current, label, isWrong, ...(id ? { id } : {}), describedBy }))
  }, [id, label, isWrong, describedBy])
  return { frame, area, isOpen }
}
