'use client'
import { useId } from 'react'

type Choice = { readonly type: string; readonly refusal?: string | undefined }
type Props = {
  label: string
  groups: readonly { readonly domain: string; readonly choices: readonly Choice[] }[]
  value: string
  onChange: (domain: string, type: string) => void
}

/** Which message, by domain; what cannot be sent stands there with the reason. */
export function MessageChoice({ label, groups, value, onChange }: Props) {
  const id = useId()
  const choose = (chosen: string) => {
    const [domain = '', type = ''] = chosen.split('/')
    onChange(domain, type)
  }
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={({ target }) => choose(target.value)}>
        <option value="/">Choose one…</option>
        {groups
          .filter(({ choices }) => choices.length > 0)
          .map(({ domain, choices }) => (
            <optgroup key={domain} label={domain}>
              {choices.map(({ type, refusal }) => (
                <option key={type} value={`${domain}/${type}`} disabled={refusal !== undefined}>
                  {refusal ? `${type} – ${refusal}` : type}
                </option>
              ))}
            </optgroup>
          ))}
      </select>
    </div>
  )
}
