'use client'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'

/** Any id that one has at hand leads to what it names. Without scripts it is a form like any other. */
export function SearchBox() {
  const router = useRouter()
  const [id, setId] = useState('')
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (id.trim()) router.push(`/admin/find?id=${encodeURIComponent(id.trim())}`)
  }
  return (
    <form action="/admin/find" className="search-box" onSubmit={go}>
      <Search size={16} aria-hidden />
      <input
        type="search"
        name="id"
        data-search
        aria-label="Find by id"
        aria-keyshortcuts="/"
        placeholder="Paste an id: stream, event, workflow, dead letter"
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
        value={id}
        onChange={({ target }) => setId(target.value)}
      />
    </form>
  )
}
