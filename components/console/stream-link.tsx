import { shortened } from '../timeline/words.ts'
import { PageLink } from '../ui/page-link.tsx'

type Props = { domain: string; root: string; edition?: string | undefined; at?: number | undefined }

/** To a stream, or to the moment after one of its events. */
export function StreamLink({ domain, root, edition, at }: Props) {
  const query = new URLSearchParams({
    ...(at === undefined ? {} : { at: String(at) }),
    ...(edition ? { edition } : {}),
  }).toString()
  return (
    <PageLink
      href={`/admin/streams/${domain}/${root}${query ? `?${query}` : ''}`}
      className="desk-link"
      title={`${domain}/${root}`}
    >
      {at === undefined ? '' : `#${at} of `}
      {domain} {shortened(root)}
    </PageLink>
  )
}
