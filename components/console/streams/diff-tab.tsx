'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { type Change, diffOf, signOf } from '../json/diff.ts'
import { type Stream, useStateAt } from './reading.ts'
import { againstOf } from './window.ts'

type Props = { stream: Stream; at: number; onPin: (pointer: string) => void }

const named = (at: number) => (at < 0 ? 'the beginning' : `#${whole(at)}`)

/** From one moment to another: to the event before, or to the one that is held. */
export function DiffTab({ stream, at, onPin }: Props) {
  const [vs, setVs] = useQueryState('vs', parseAsString)
  const against = againstOf(vs)
  const held = against === 'previous' ? { edition: null, at: Math.max(-1, at - 1) } : against
  const other = held.edition === null ? stream : { ...stream, edition: held.edition }
  const [before, now] = [useStateAt(other, held.at), useStateAt(stream, at)]
  const changes = useMemo(
    () => (before.data && now.data ? diffOf(before.data.state, now.data.state) : undefined),
    [before.data, now.data],
  )
  const where = held.edition === null ? '' : ` in ${held.edition || 'main'}`
  return (
    <div aria-busy={before.isPlaceholderData || now.isPlaceholderData}>
      <div className="tab-words flex flex-wrap items-center gap-2">
        <p className="flex-1">
          From {named(held.at)}
          {where} to {named(at)}
          {changes ? `: ${changes.length} ${changes.length === 1 ? 'path differs' : 'paths differ'}` : ''}
        </p>
        {against === 'previous' ? (
          <Button onClick={() => void setVs(at < 0 ? 'start' : String(at))}>Hold {named(at)}</Button>
        ) : (
          <Button onClick={() => void setVs(null)}>Compare with the event before</Button>
        )}
      </div>
      {before.isError || now.isError ? (
        <p role="alert" className="text-error">
          One of the states could not be read.
        </p>
      ) : null}
      <ul className="diff" aria-label="Differences">
        {changes?.map(change => (
          <Difference key={`${change.kind} ${change.pointer}`} change={change} onPin={onPin} />
        ))}
      </ul>
      {changes?.length === 0 ? <p className="text-muted">The states are the same.</p> : null}
    </div>
  )
}

function Difference({ change: { pointer, kind, before, after }, onPin }: { change: Change; onPin: Props['onPin'] }) {
  return (
    <li data-mark={kind}>
      <span className="json-sign">
        <span aria-hidden>{signOf[kind]}</span>
        <span className="sr-only">{kind}: </span>
      </span>
      <button type="button" className="diff-path" title="Pin this value" onClick={() => onPin(pointer)}>
        {pointer || 'everything'}
      </button>
      <span className="diff-values">
        {kind === 'added' ? null : <del>{JSON.stringify(before)}</del>}
        {kind === 'changed' ? ' → ' : null}
        {kind === 'removed' ? null : <ins>{JSON.stringify(after)}</ins>}
      </span>
    </li>
  )
}
