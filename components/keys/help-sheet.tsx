'use client'
import { Dialog } from '../ui/dialog.tsx'
import { keyLabel, type Shown, tableKeys } from './shortcuts.ts'

type Props = { list?: readonly Shown[]; onClose: () => void }

/** Made from the list that the handlers are made from. */
export function HelpSheet({ list = tableKeys, onClose }: Props) {
  const groups = [...new Set(list.map(({ group }) => group))]
  return (
    <Dialog
      title="Keys"
      about="Letters work outside of fields and dialogs, and can be switched off in the settings."
      onClose={onClose}
    >
      {groups.map(group => (
        <section key={group}>
          <h3 className="mb-1 font-semibold">{group}</h3>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
            {list
              .filter(shortcut => shortcut.group === group)
              .map(shortcut => (
                <div key={shortcut.id} className="contents">
                  <dt>
                    <kbd className="inline-block min-w-9 rounded-md border border-control bg-raised px-2 py-0.5 text-center font-mono text-xs">
                      {keyLabel(shortcut)}
                    </kbd>
                  </dt>
                  <dd className="text-muted">{shortcut.does}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
