'use client'
import { Braces, Columns3, type LucideIcon, Rows3, Table2 } from 'lucide-react'
import { type View, views } from './looks.tsx'

const shown: Readonly<Record<View, { readonly label: string; readonly Icon: LucideIcon }>> = {
  table: { label: 'Table', Icon: Table2 },
  compact: { label: 'Compact', Icon: Rows3 },
  lanes: { label: 'Swimlanes', Icon: Columns3 },
  json: { label: 'JSON', Icon: Braces },
}

type Props = { view: View; onChange: (view: View) => void }

/** The same events, drawn in another way. */
export function ViewChoice({ view, onChange }: Props) {
  return (
    <fieldset className="view-choice">
      <legend className="sr-only">View</legend>
      {views.map(name => {
        const { label, Icon } = shown[name]
        return (
          <button key={name} type="button" aria-pressed={name === view} title={label} onClick={() => onChange(name)}>
            <Icon size={16} aria-hidden /> <span>{label}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
