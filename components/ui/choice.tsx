import { useId } from 'react'

type Props<T extends string> = {
  label: string
  value: T
  options: readonly (readonly [value: T, label: string])[]
  onChange: (value: T) => void
  hint?: string
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange, hint }: Props<T>) {
  const name = useId()
  return (
    <fieldset className="px-1 py-1">
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      <div className="flex overflow-hidden rounded-lg border border-control">
        {options.map(([option, text]) => (
          <label
            key={option}
            className="relative flex min-h-11 flex-1 cursor-pointer items-center justify-center border-control px-2 text-center text-sm not-first:border-l has-checked:bg-primary has-checked:font-semibold has-checked:text-primary-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:-outline-offset-4"
          >
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {text}
          </label>
        ))}
      </div>
      {hint ? <p className="mt-1 text-muted text-xs">{hint}</p> : null}
    </fieldset>
  )
}
