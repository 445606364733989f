'use client'
import { ArrowLeft, EllipsisVertical } from 'lucide-react'
import { useRef, useState } from 'react'
import type { TableView } from '@/domain/projections/table-view'
import type { Connection } from '../live/use-view.ts'
import { SettingsButton } from '../settings/settings-button.tsx'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/lazy.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { stakes } from './wording.ts'

/** `near`: worth a button of its own where there is room; the menu has them all. */
export type MenuItem = { label: string; onPress: () => void; near?: true; off?: boolean; why?: string }
type Props = { table: TableView; connection: Connection; menu: readonly MenuItem[] }

const connectionWords: Record<Connection, string> = { starting: 'Connecting', live: 'Live', lost: 'Reconnecting…' }

function Menu({ menu }: Pick<Props, 'menu'>) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
        aria-label="Table menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <EllipsisVertical size={20} aria-hidden />
      </button>
      {open ? (
        <Popover title="Table" anchor={anchor} onClose={close}>
          {menu.map(({ label, onPress, off, why }) => (
            <Button
              key={label}
              look="quiet"
              className="justify-start font-normal"
              aria-disabled={off ?? false}
              onClick={() => {
                close()
                if (!off) onPress()
              }}
            >
              {label}
              {off && why ? <span className="text-muted text-xs">{why}</span> : null}
            </Button>
          ))}
        </Popover>
      ) : null}
    </>
  )
}

export function TableHeader({ table, connection, menu }: Props) {
  const number = table.hand?.number
  return (
    <header className="flex min-w-0 items-center border-border border-b bg-surface">
      <PageLink
        href="/"
        aria-label="All tables"
        className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
      >
        <ArrowLeft size={20} aria-hidden />
      </PageLink>
      <div className="flex min-w-0 flex-1 flex-col leading-tight sm:flex-row sm:items-baseline sm:gap-3">
        <h1 className="truncate font-semibold text-sm">{table.name}</h1>
        <p className="flex items-center gap-1.5 whitespace-nowrap text-muted text-xs">
          NL {stakes(table.blinds)}
          {number ? ` · #${number}` : ''}
          <span aria-hidden>·</span>
          <span className="connection" data-state={connection}>
            {connectionWords[connection]}
          </span>
        </p>
      </div>
      <div className="mr-1 hidden gap-1 md:flex">
        {menu
          .filter(({ near }) => near)
          .map(({ label, onPress, off, why }) => (
            <Button
              key={label}
              look="quiet"
              className="px-3"
              aria-disabled={off ?? false}
              title={off ? why : undefined}
              onClick={() => off || onPress()}
            >
              {label}
            </Button>
          ))}
      </div>
      <SettingsButton />
      <Menu menu={menu} />
    </header>
  )
}
