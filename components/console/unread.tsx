import { PageLink } from '../ui/page-link.tsx'

type Props = { what: string; why: string; back: string }

/** In place of a thing that is not there, or could not be read. */
export function Unread({ what, why, back }: Props) {
  return (
    <div role="alert" className="desk">
      <h1 className="break-all">{what}</h1>
      <p className="text-muted">{why}</p>
      <PageLink href={back} className="desk-back">
        ← All of them
      </PageLink>
    </div>
  )
}
