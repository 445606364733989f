import { PageLink } from '../../ui/page-link.tsx'
import { type Catalog, type Consumer, consumersIn, messageHref } from './declared.ts'

type Props = { catalog: Catalog; name: string | undefined }

/** Who takes what in: one of them, or all. */
export function ConsumerList({ catalog, name }: Props) {
  const all = consumersIn(catalog)
  const shown = name === undefined ? all : all.filter(one => one.name === name)
  if (shown.length === 0) return <p className="empty">Nobody who takes messages in is named {name}.</p>
  return shown.map(one => <One key={one.name} consumer={one} />)
}

function One({ consumer: { name, kind, guarantees, input, ownInput } }: { consumer: Consumer }) {
  return (
    <section className="panel" aria-label={name}>
      <h2>
        {name} <span className="form-hint">{kind}</span>
      </h2>
      <p className="text-muted">{guarantees}</p>
      <ul className="catalog-links">
        {input.flatMap(({ domain, types }) =>
          types.map(type => (
            <li key={`${domain}/${type}`}>
              <PageLink href={messageHref(domain, type)} className="desk-link">
                {domain}/{type}
              </PageLink>
            </li>
          )),
        )}
        {ownInput.map(type => (
          <li key={type} className="text-muted">
            {type}
          </li>
        ))}
      </ul>
    </section>
  )
}
