type Change = (value: string | null) => void
export type Option = readonly [value: string, label: string]
type Props = {
  label: string
  /** What choosing nothing is called. */
  any: string
  value: string | null
  options: readonly Option[]
  onChange: Change
}

/** One of several, or any; what the address says is offered even where nobody else offers it. */
export function OneOf({ label, any, value, options, onChange }: Props) {
  const isKnown = value === null || options.some(([one]) => one === value)
  return (
    <label>
      <span>{label}</span>
      <select className="field" value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{any}</option>
        {isKnown ? null : <option value={value}>{value.length > 36 ? `${value.slice(0, 36)}…` : value}</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

export function Day({ label, value, onChange }: { label: string; value: string | null; onChange: Change }) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="date"
        className="field"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value || null)}
      />
    </label>
  )
}
