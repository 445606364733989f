'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link that changes the page without loading it anew. Any other kind of click is the browser's. */
export function PageLink({ href, ...rest }: Props) {
  const router = useRouter()
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(href as Route)
  }
  return <a href={href} onClick={go} {...rest} />
}
