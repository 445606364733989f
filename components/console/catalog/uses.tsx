'use client'
import type { ReactNode } from 'react'
import { PageLink } from '../../ui/page-link.tsx'
import { type Catalog, commandIn, consumersIn, eventIn, messageHref, refusalHeardBy } from './declared.ts'
import { useMessage } from './use-message.ts'

type Props = { catalog: Catalog; domain: string; type: string }

/** Where it comes from and where it goes: declared, and as the log shows it. */
export function Uses({ catalog, domain, type }: Props) {
  const { data } = useMessage(domain, type)
  const event = eventIn(catalog, domain, type)
  const command = commandIn(catalog, domain, type)
  const from = Object.entries(data?.from ?? {})
  return (
    <dl className="catalog-uses">
      {event ? (
        <>
          <Row title="Emitted by">
            {event.fact ? <>recorded as a fact, or decided by {domain}</> : domain}
            {from.length > 0 ? <> – lately by </> : null}
            {from.map(([name, times]) => (
              <PageLink key={name} href={messageHref(domain, name)} className="desk-link">
                {name} ×{times}
              </PageLink>
            ))}
          </Row>
          <Row title="Consumed by">
            {event.consumers.length === 0 ? 'nobody: no saga, process manager or projector takes it in' : null}
            <Consumers catalog={catalog} names={event.consumers} />
          </Row>
        </>
      ) : null}
      {command ? (
        <>
          <Row title="Sent by">{command.by.join(', ')}</Row>
          <Row title="Handled by">{domain}</Row>
          <Row title="Its refusal is heard by">
            {refusalHeardBy(catalog, domain, type).join(', ') || 'whoever sent it; from a flow it is a dead letter'}
          </Row>
        </>
      ) : null}
    </dl>
  )
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Consumers({ catalog, names }: { catalog: Catalog; names: readonly string[] }) {
  return consumersIn(catalog)
    .filter(({ name }) => names.includes(name))
    .map(({ name, kind }) => (
      <PageLink key={name} href={`/admin/catalog?consumer=${name}`} className="desk-link">
        {name} <span className="form-hint">{kind}</span>
      </PageLink>
    ))
}
