import { Download } from 'lucide-react'
import type { HandId } from '@/domain/ids'

const formats = [
  ['text', 'Text'],
  ['jsonl', 'Events (JSON Lines)'],
] as const

/** A hand to take away, as its reader may see it. */
export function ExportLinks({ hand }: { hand: HandId }) {
  return (
    <span className="flex flex-wrap gap-2">
      {formats.map(([format, label]) => (
        <a
          key={format}
          href={`/api/hands/${hand}/export?format=${format}`}
          download
          className="inline-flex min-h-11 items-center gap-2 rounded-lg border border-control bg-raised px-4 font-semibold text-sm hover:border-foreground"
        >
          <Download size={16} aria-hidden /> {label}
          <span className="sr-only"> of this hand, to save</span>
        </a>
      ))}
    </span>
  )
}
