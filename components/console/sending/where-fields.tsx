'use client'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { get, newId } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { StreamLink } from '../stream-link.tsx'
import { isRoot } from './asked.ts'

type Address = { readonly domain: string; readonly root: string; readonly edition: string }
type Props = Address & { wrong: string | undefined; change: (part: Partial<Address>) => void }

/** To which stream, and in which edition of it. */
export function WhereFields({ domain, root, edition, wrong, change }: Props) {
  const id = useId()
  const { data: editions } = useQuery({
    queryKey: ['open-editions'],
    queryFn: () => get<Editions>('/api/editions?status=open&limit=500'),
  })
  const open = (editions?.rows ?? []).filter(({ status }) => status === 'open').map(({ name }) => name)
  return (
    <>
      <div className="form-field">
        <label htmlFor={id}>
          Root <span className="form-hint">the stream’s id</span>
        </label>
        <div className="form-beside">
          <input
            id={id}
            className="field font-mono"
            autoComplete="off"
            spellCheck={false}
            value={root}
            onChange={({ target }) => change({ root: target.value.trim() })}
            aria-invalid={wrong !== undefined}
            aria-describedby={`${id}-about`}
          />
          <Button onClick={() => change({ root: newId() })} aria-label="A new root">
            New
          </Button>
        </div>
        <p id={`${id}-about`} className="form-hint">
          {wrong ? <span className="form-wrong">{wrong} </span> : null}
          {isRoot(root) && domain ? <Head domain={domain} root={root} edition={edition} /> : null}
        </p>
      </div>
      <div className="form-field">
        <label htmlFor={`${id}-edition`}>Edition</label>
        <select
          id={`${id}-edition`}
          className="field"
          value={edition}
          onChange={({ target }) => change({ edition: target.value })}
        >
          <option value="">main</option>
          {[...new Set([...open, ...(edition ? [edition] : [])])].map(name => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
    </>
  )
}

type Editions = { readonly rows: readonly { readonly name: string; readonly status: string }[] }

function Head({ domain, root, edition }: Address) {
  const query = new URLSearchParams({ from: '0', to: '0', ...(edition ? { edition } : {}) })
  const { data } = useQuery({
    queryKey: ['head', domain, root, edition],
    queryFn: () => get<{ nextSequence: number }>(`/api/streams/${domain}/${root}?${query}`),
    refetchInterval: 5000,
    retry: false,
  })
  if (!data) return null
  if (data.nextSequence === 0) return <>This stream has not begun.</>
  return (
    <>
      <StreamLink domain={domain} root={root} edition={edition} /> is at #{data.nextSequence - 1}; its next event is #
      {data.nextSequence}.
    </>
  )
}
