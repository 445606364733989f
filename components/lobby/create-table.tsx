'use client'
import { type FormEvent, useState } from 'react'
import type { TableId } from '@/domain/ids'
import { newId } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import { useCommand } from '../live/use-command.ts'
import { chips } from '../table/wording.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { firstWish, tableOf, type Wish, wrongWith } from './new-table.ts'

type Props = { onCreated: (table: TableId) => void; onClose: () => void }

const seatChoices = ['2', '6', '9', '10'].map(seats => [seats, seats] as const)
const secondChoices = [
  ['10', '10 s'],
  ['20', '20 s'],
  ['60', '1 min'],
  ['600', '10 min'],
] as const

export function CreateTable({ onCreated, onClose }: Props) {
  const [wish, setWish] = useState<Wish>(firstWish)
  const [tried, setTried] = useState(false)
  const { send, pending, problem } = useCommand()
  const wrong = tried ? wrongWith(wish) : {}
  const change = (part: Partial<Wish>) => setWish(now => ({ ...now, ...part }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (pending || Object.keys(wrongWith(wish)).length > 0) return
    const table = newId() as TableId
    const answer = await send('CreateTable', table, tableOf(wish))
    if (answer.ok) onCreated(table)
  }
  const fields = problem?.fields ?? {}
  const planned = tableOf(wish)
  return (
    <Dialog
      title="Create a table"
      about="No-limit hold’em. Nobody finds a private table without its link."
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field
          label="Name"
          maxLength={40}
          value={wish.name}
          placeholder="Friday night"
          onChange={event => change({ name: event.target.value })}
          error={wrong.name ?? fields.name}
        />
        <Field
          label="Small blind"
          inputMode="numeric"
          value={wish.smallBlind}
          onChange={event => change({ smallBlind: event.target.value })}
          error={wrong.smallBlind ?? fields.smallBlind}
          hint={
            wrongWith(wish).smallBlind
              ? 'The big blind is twice as much.'
              : `Blinds ${chips(planned.smallBlind)}/${chips(planned.bigBlind)}, buy-in ${chips(planned.minBuyIn)} to ${chips(planned.maxBuyIn)}.`
          }
        />
        <Choice
          label="Seats"
          value={String(wish.seats)}
          options={seatChoices}
          onChange={seats => change({ seats: Number(seats) })}
        />
        <Choice
          label="Time to act"
          value={String(wish.actionSeconds)}
          options={secondChoices}
          onChange={seconds => change({ actionSeconds: Number(seconds) })}
        />
        <Choice
          label="Who finds it"
          value={wish.visibility}
          options={[
            ['private', 'By link only'],
            ['public', 'Everybody'],
          ]}
          onChange={visibility => change({ visibility })}
        />
        {problem && Object.keys(fields).length === 0 ? (
          <p role="status" className="font-medium text-error text-sm">
            {wordsOf(problem)}
          </p>
        ) : null}
        <div className="sticky bottom-0 -mx-5 flex flex-col bg-surface px-5 pt-1">
          <Button type="submit" look="primary" aria-disabled={pending !== null}>
            {pending ? 'One moment…' : 'Create'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
