/** Everything about an event but what it says. */
export function Metadata({ event: { data: _, ...rest } }: { event: { readonly data: unknown } }) {
  return (
    <dl className="metadata">
      {Object.entries(rest).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? '–' : String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
