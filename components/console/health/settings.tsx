import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { type Health, settingsOf } from './words.ts'

const icons = { well: CircleCheck, look: CircleHelp, wrong: CircleAlert } as const

/** Whether what was answered as stored stays stored. */
export function Settings({ durability }: Pick<Health, 'durability'>) {
  return (
    <section className="desk-section" aria-labelledby="durability">
      <h2 id="durability">Durability, as it was at the start</h2>
      <ul className="lines">
        {settingsOf(durability).map(({ name, value, mood, means }) => {
          const Icon = icons[mood]
          return (
            <li key={name} className="setting" data-mood={mood}>
              <Icon size={15} aria-hidden />
              <span className="font-mono text-xs">{name}</span>
              <strong>{value}</strong>
              <span className="text-muted">{means}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
