import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import type { Point } from './new-edition.ts'

type Props = { points: readonly Point[]; domains: readonly string[]; onChange: (points: readonly Point[]) => void }

/** Where single streams, or all of a domain, leave main. */
export function PointFields({ points, domains, onChange }: Props) {
  const change = (index: number, part: Partial<Point>) =>
    onChange(points.map((point, at) => (at === index ? { ...point, ...part } : point)))
  return (
    <div className="flex flex-col gap-4">
      {points.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point has no name of its own
        <fieldset key={index} className="flex flex-col gap-2 rounded-lg border border-border p-3">
          <legend className="px-1 font-medium">Point {index + 1}</legend>
          <label className="flex flex-col gap-1.5">
            <span className="font-medium">Domain</span>
            <select
              className="field"
              value={point.domain}
              onChange={({ target }) => change(index, { domain: target.value })}
            >
              {domains.map(domain => (
                <option key={domain}>{domain}</option>
              ))}
            </select>
          </label>
          <Field
            label="Root, or all of them"
            value={point.root}
            onChange={({ target }) => change(index, { root: target.value })}
          />
          <Field
            label="First own event"
            inputMode="numeric"
            value={point.sequence}
            onChange={({ target }) => change(index, { sequence: target.value.trim() })}
          />
        </fieldset>
      ))}
      <Button onClick={() => onChange([...points, { domain: domains[0] ?? '', root: '', sequence: '' }])}>
        Another point
      </Button>
    </div>
  )
}
