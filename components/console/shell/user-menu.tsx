'use client'
import { CircleUser } from 'lucide-react'
import { useRef, useState } from 'react'
import { remove } from '../../live/http.ts'
import { changeSettings, useSettings } from '../../settings/settings.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Popover } from '../../ui/lazy.tsx'
import { problemWords } from '../problem.ts'
import { forgetVisits } from './visits.ts'

type Props = { onHelp: () => void }
/** The name that was given at the sign-in; without one the token speaks. */
type Whose = { who: string | undefined }

/** As whom one is here, and the way out. */
export function UserMenu({ who = 'administrator', onHelp }: Props & Whose) {
  const [isOpen, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="icon-button"
        aria-label={`Signed in as ${who}`}
        title={`Signed in as ${who}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <CircleUser size={20} aria-hidden />
      </button>
      {isOpen ? (
        <Popover title={`Signed in as ${who}`} anchor={anchor} onClose={() => setOpen(false)}>
          <Contents onHelp={onHelp} onClose={() => setOpen(false)} />
        </Popover>
      ) : null}
    </>
  )
}

function Contents({ onHelp, onClose }: Props & { onClose: () => void }) {
  const settings = useSettings()
  const [wrong, setWrong] = useState<string | null>(null)
  const signOut = async () => {
    const answer = await remove('/api/admin/session', {})
    if (!answer.ok) return setWrong(problemWords(answer.problem))
    forgetVisits()
    // The page is loaded anew: nothing of what was read stays in this browser.
    location.assign('/admin')
  }
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label="Keys of single letters"
        value={settings.shortcuts}
        options={[
          ['on', 'On'],
          ['off', 'Off'],
        ]}
        onChange={shortcuts => changeSettings({ shortcuts })}
      />
      <Button
        onClick={() => {
          onClose()
          onHelp()
        }}
      >
        Keys of this page
      </Button>
      <Button onClick={() => void signOut()}>Sign out</Button>
      {wrong ? (
        <p role="alert" className="text-error text-sm">
          {wrong}
        </p>
      ) : null}
    </div>
  )
}
