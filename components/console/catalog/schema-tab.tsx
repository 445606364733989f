'use client'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ScrollingText } from '../../ui/scrolling-text.tsx'
import { JsonTree } from '../json/json-tree.tsx'
import type { Schema } from '../schema/schema.ts'
import { typeText } from '../schema/type-text.ts'

type Props = { message: { readonly type: string; readonly schema: Schema } }

/** As a type, which is shorter to read, and as the JSON Schema that it is parsed by. */
export function SchemaTab({ message: { type, schema } }: Props) {
  const [said, setSaid] = useState('')
  const text = typeText(type, schema)
  const copy = async (what: string, copied: string) => {
    await navigator.clipboard.writeText(copied)
    setSaid(`Copied as ${what}.`)
  }
  return (
    <div className="desk-section">
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => void copy('TypeScript type', text)}>Copy as TypeScript type</Button>
        <Button onClick={() => void copy('JSON Schema', JSON.stringify(schema, null, 2))}>Copy as JSON Schema</Button>
        <span role="status" className="text-muted">
          {said}
        </span>
      </div>
      <ScrollingText text={text} className="raw" />
      <h2>JSON Schema</h2>
      <JsonTree label="JSON Schema" value={schema} />
    </div>
  )
}
