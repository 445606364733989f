import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'

export type FoundThing = { readonly kind: string; readonly words: string; readonly href: string }

/** What an id names, where that is more than one thing, or none. */
export function Found({ id, things }: { id: string; things: readonly FoundThing[] }) {
  return (
    <div className="overview">
      <h1>Find</h1>
      <form action="/admin/find" className="flex max-w-xl gap-2">
        <input type="search" name="id" className="field" aria-label="Find by id" defaultValue={id} maxLength={128} />
        <Button type="submit">Find</Button>
      </form>
      {things.length === 0 ? (
        <p className="text-muted">
          {id === ''
            ? 'Paste the id of a stream, an event, a workflow or a dead letter, or the position of an event.'
            : `Nothing here is named ${id}: no stream, no event, no workflow, no dead letter.`}
        </p>
      ) : (
        <section className="panel" aria-label="Found">
          <h2 className="font-mono">{id}</h2>
          <ul className="lines">
            {things.map(({ kind, words, href }) => (
              <li key={href}>
                <span className="w-24 flex-none text-muted">{kind}</span>
                <PageLink href={href} className="break-all">
                  {words}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
