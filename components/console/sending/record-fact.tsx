'use client'
import { parseAsString, useQueryStates } from 'nuqs'
import { PageLink } from '../../ui/page-link.tsx'
import { type Catalog, eventIn, messageHref } from '../catalog/declared.ts'
import { FactDraft } from './fact-draft.tsx'
import { MessageChoice } from './message-choice.tsx'

const parsers = {
  domain: parseAsString.withDefault(''),
  event: parseAsString.withDefault(''),
  root: parseAsString.withDefault(''),
  edition: parseAsString.withDefault(''),
}

/** What happened elsewhere: any fact of any domain. */
export function RecordFact({ catalog }: { catalog: Catalog }) {
  const [asked, setAsked] = useQueryStates(parsers)
  const { domain, event: type } = asked
  const event = eventIn(catalog, domain, type)
  const groups = catalog.aggregates.map(one => ({ domain: one.domain, choices: one.events.filter(({ fact }) => fact) }))
  const facts = groups.find(one => one.domain === domain)?.choices ?? []
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Record a fact</h1>
        {event ? (
          <PageLink href={messageHref(domain, type)} className="desk-link">
            {domain}/{type} in the catalog
          </PageLink>
        ) : null}
      </header>
      <p className="text-muted">
        Something that happened elsewhere. The domain does not judge it: it is stored as it is told, and what follows
        from it follows.
      </p>
      <MessageChoice
        label="Fact"
        groups={groups}
        value={`${domain}/${type}`}
        onChange={(chosen, next) =>
          void setAsked({ domain: chosen, event: next, ...(chosen === domain ? {} : { root: null }) })
        }
      />
      {event?.fact ? (
        <FactDraft key={`${domain}/${type}`} event={event} asked={asked} change={part => void setAsked(part)} />
      ) : (
        <p className="empty">
          {event
            ? `${type} is decided by ${domain}; it is no fact.`
            : domain && facts.length === 0
              ? `${domain} declares no fact.`
              : 'Choose what is recorded.'}
        </p>
      )}
    </div>
  )
}
