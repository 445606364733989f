import { Download } from 'lucide-react'
import type { HandId } from '@/domain/ids'

const formats = [
  ['text', 'Text'],
  ['jsonl', 'JSON Lines'],
] as const

/** A hand to take away, as its reader may see it. */
export function ExportLinks({ hand }: { hand: HandId }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 px-3 text-sm">
      <span className="text-muted">Take this hand away:</span>
      {formats.map(([format, label]) => (
        <a
          key={format}
          href={`/api/hands/${hand}/export?format=${format}`}
          download
          className="inline-flex min-h-11 items-center gap-1.5 font-semibold underline"
        >
          <Download size={16} aria-hidden /> {label}
        </a>
      ))}
    </p>
  )
}
