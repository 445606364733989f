'use client'
import { TableProperties } from 'lucide-react'
import { useRef, useState } from 'react'
import { changeSettings } from '../../settings/settings.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/lazy.tsx'
import { columnNames, leastColumn } from './looks.tsx'

/** Which columns the table has, kept on this device. */
export function ColumnsButton({ picked }: { picked: readonly string[] | null }) {
  const button = useRef<HTMLSpanElement>(null)
  const [isOpen, setOpen] = useState(false)
  const shown = picked ?? columnNames
  const pick = (name: string, isPicked: boolean) =>
    changeSettings({ logColumns: columnNames.filter(one => (one === name ? isPicked : shown.includes(one))) })
  return (
    <span ref={button}>
      <Button look="quiet" className="px-3" aria-expanded={isOpen} aria-label="Columns" onClick={() => setOpen(true)}>
        <TableProperties size={18} aria-hidden /> <span className="max-xl:hidden">Columns</span>
      </Button>
      {isOpen ? (
        <Popover title="Columns" anchor={button} onClose={() => setOpen(false)}>
          {columnNames.map(name => (
            <label key={name} className="flex min-h-11 items-center gap-3 rounded-lg px-2 text-sm hover:bg-raised">
              <input
                type="checkbox"
                className="size-5"
                checked={name === leastColumn || shown.includes(name)}
                disabled={name === leastColumn}
                onChange={({ target }) => pick(name, target.checked)}
              />
              {name}
            </label>
          ))}
          <p className="px-2 pb-1 text-muted text-xs md:hidden">
            A narrow screen has room for time, #, stream, type and data.
          </p>
          <Button disabled={picked === null} onClick={() => changeSettings({ logColumns: null })}>
            As many as there is room for
          </Button>
        </Popover>
      ) : null}
    </span>
  )
}
