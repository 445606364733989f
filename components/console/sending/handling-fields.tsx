'use client'
import { useId } from 'react'
import type { Command } from '../catalog/declared.ts'
import { type Asked, errorModes, errorWords, mergeWords, syncModes, syncWords } from './asked.ts'

type Props = {
  asked: Asked
  merge: Command['merge']
  wrong: string | undefined
  change: (part: Partial<Asked>) => void
}

/** How it is handled: what its sender had seen, when there is an answer, what becomes of refusals further on. */
export function HandlingFields({ asked, merge, wrong, change }: Props) {
  const { sequence, sync, errors, atomic } = asked
  const id = useId()
  return (
    <fieldset className="form-group handling">
      <legend>Handling</legend>
      <div className="form-field">
        <label htmlFor={id}>
          Expected sequence <span className="form-hint">empty: any</span>
        </label>
        <input
          id={id}
          className="field tabular-nums"
          inputMode="numeric"
          autoComplete="off"
          value={sequence ?? ''}
          onChange={({ target }) => change({ sequence: target.value.trim() || null })}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-about`}
        />
        <p id={`${id}-about`} className="form-hint">
          {wrong ? <span className="form-wrong">{wrong} </span> : null}
          The number that the next event would have had when you looked. {merge}: {mergeWords[merge]}
        </p>
      </div>
      <OneOf
        label="Sync mode"
        value={sync}
        words={syncWords}
        options={syncModes}
        onChange={next => change({ sync: next })}
      />
      {sync === 'CASCADE' ? (
        <OneOf
          label="If something further on is refused"
          value={errors}
          words={errorWords}
          options={errorModes}
          onChange={next => change({ errors: next })}
        />
      ) : null}
      {sync === 'CASCADE' && errors === 'FAIL_FAST' ? (
        <label className="form-check">
          <input type="checkbox" checked={atomic} onChange={({ target }) => change({ atomic: target.checked })} /> All
          of it or nothing: a refusal leaves nothing stored
        </label>
      ) : null}
    </fieldset>
  )
}

type OneOfProps<T extends string> = {
  label: string
  value: T
  words: Readonly<Record<T, string>>
  options: readonly T[]
  onChange: (value: T) => void
}

function OneOf<T extends string>({ label, value, words, options, onChange }: OneOfProps<T>) {
  const id = useId()
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={({ target }) => onChange(target.value as T)}>
        {options.map(option => (
          <option key={option} value={option}>
            {option}: {words[option]}
          </option>
        ))}
      </select>
    </div>
  )
}
