'use client'
import { parseAsInteger, useQueryState } from 'nuqs'
import { DifferenceList } from '../json/difference-list.tsx'
import { isMembers, type Schema } from '../schema/schema.ts'
import { typeText } from '../schema/type-text.ts'
import type { Event } from './declared.ts'

/** Without the patterns that only spell a format out. */
const readable = (schema: Schema): unknown =>
  JSON.parse(
    JSON.stringify(schema, (_, part) => (isMembers(part) && 'format' in part ? { ...part, pattern: undefined } : part)),
  )

type Props = { event: Event | undefined }

/** Every version that may lie in the log, and what became different with the next one. */
export function Versions({ event }: Props) {
  const [chosen, setChosen] = useQueryState('v', parseAsInteger)
  if (!event) return <p className="text-muted">A command has no versions: only what is stored is read again later.</p>
  const { type, version, former, schema, upcasters } = event
  if (version === 1) return <p className="text-muted">There is one version of it.</p>
  const all = Array.from({ length: version }, (_, n) => n + 1)
  const at = chosen !== null && chosen >= 1 && chosen <= version ? chosen : version
  const of = (n: number) => (n === version ? schema : former.find(one => one.version === n)?.schema)
  const [here, next] = [of(at), at === version ? undefined : of(at + 1)]
  return (
    <div className="desk-section">
      <div className="desk-choice">
        {all.map(n => (
          <button key={n} type="button" aria-pressed={n === at} onClick={() => void setChosen(n)}>
            {n === version ? `Version ${n}, today’s` : `Version ${n}`}
          </button>
        ))}
      </div>
      {here ? <pre className="raw">{typeText(type, here)}</pre> : <p>Nobody wrote down what this version said.</p>}
      {at < version ? (
        <p className="text-muted">
          {upcasters.includes(at)
            ? `Read as version ${at + 1} by its upcaster; what is stored stays as it is.`
            : `There is no way from here to version ${at + 1}: it would be refused.`}
        </p>
      ) : null}
      {here && next ? (
        <DifferenceList
          label="Difference of the versions"
          before={readable(here)}
          after={readable(next)}
          names={[`Version ${at}`, `Version ${at + 1}`]}
        />
      ) : null}
    </div>
  )
}
