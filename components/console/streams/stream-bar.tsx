'use client'
import { Crosshair, FlaskConical, GitFork, Link2, ShieldCheck } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { moment, whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { withEdition } from '../addresses.ts'
import { FindInStream } from './find-in-stream.tsx'
import { type Stream, type Verified, verify } from './reading.ts'
import { momentWords } from './scrubber.tsx'
import { StreamOrders } from './stream-orders.tsx'
import { useTestText } from './use-test-text.ts'

type Props = {
  stream: Stream
  total: number
  at: number
  onJump: (to: number) => void
  onOpen: (what: 'go' | 'fork') => void
}

/** An edition leaves main: of an edition there is none. */
export const mayFork = ({ edition }: Stream): boolean => edition === ''
const noFork = 'An edition leaves main, and this is one already.'

const verdict = ({ ok, checked, firstBroken }: Verified) =>
  ok ? `The chain of ${whole(checked)} events holds.` : `The chain breaks at #${whole(firstBroken ?? 0)}.`

/** Which stream it is, and what can be done with this moment of it. */
export function StreamBar({ stream, total, at, onJump, onOpen }: Props) {
  const { domain, root, edition } = stream
  const [said, setSaid] = useState('')
  const test = useTestText(stream, at)
  const copyLink = async () => {
    const url = new URL(location.href)
    url.searchParams.set('at', at < 0 ? 'start' : String(at))
    await navigator.clipboard.writeText(url.toString())
    setSaid('The link to this moment is copied.')
  }
  const copyTest = async () => {
    const made = await test.make()
    if ('text' in made) await navigator.clipboard.writeText(made.text)
    setSaid('text' in made ? 'The test is copied.' : made.refusal)
  }
  const check = async () => {
    setSaid('Verifying…')
    setSaid(await verify(stream).then(verdict, (error: Error) => `Could not be verified. ${error.message}`))
  }
  return (
    <header className="stream-head">
      <nav aria-label="Where" className="crumbs">
        <PageLink href={withEdition('/admin/streams', edition)}>Streams</PageLink> /{' '}
        <PageLink href={withEdition(`/admin/streams?domain=${domain}`, edition)}>{domain}</PageLink> /
      </nav>
      <h1>
        <span className="sr-only">{domain} </span>
        {root}
      </h1>
      <p className="text-muted">
        {momentWords(at, total)} <AsOf key={root} at={at} />
      </p>
      <div className="stream-tools">
        <FindInStream stream={stream} at={at} onJump={onJump} />
        <Button look="quiet" onClick={() => onOpen('go')} aria-keyshortcuts="Shift+G">
          <Crosshair size={16} aria-hidden /> Go to…
        </Button>
        <Button
          look="quiet"
          aria-keyshortcuts="f"
          aria-disabled={!mayFork(stream)}
          title={mayFork(stream) ? undefined : noFork}
          onClick={() => (mayFork(stream) ? onOpen('fork') : setSaid(noFork))}
        >
          <GitFork size={16} aria-hidden /> Fork here
        </Button>
        <Button look="quiet" onClick={() => void copyLink()}>
          <Link2 size={16} aria-hidden /> Copy link
        </Button>
        <Button
          look="quiet"
          aria-disabled={test.refusal !== undefined}
          title={test.refusal}
          onClick={() => void (test.refusal === undefined ? copyTest() : setSaid(test.refusal))}
        >
          <FlaskConical size={16} aria-hidden /> Copy as test
        </Button>
        <Button look="quiet" onClick={() => void check()}>
          <ShieldCheck size={16} aria-hidden /> Verify chain
        </Button>
        <StreamOrders stream={stream} total={total} />
      </div>
      <p role="status" className="stream-said">
        {said}
      </p>
    </header>
  )
}

/** The time that was asked for, as long as one stays at what it came to. */
function AsOf({ at }: { at: number }) {
  const [time] = useQueryState('t', parseAsString)
  const [came, setCame] = useState({ time, at })
  if (came.time !== time) setCame({ time, at })
  return time && came.at === at ? <>· as of {Number.isNaN(Date.parse(time)) ? time : moment(time)}</> : null
}
