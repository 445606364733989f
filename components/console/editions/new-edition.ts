export type Kind = 'implicit' | 'explicit' | 'position' | 'time'
export type Point = { domain: string; root: string; sequence: string }
export type Draft = {
  name: string
  purpose: string
  kind: Kind
  points: readonly Point[]
  position: string
  at: string
}

export const draft = (domain: string): Draft => ({
  name: '',
  purpose: '',
  kind: 'implicit',
  points: [{ domain, root: '', sequence: '' }],
  position: '',
  at: '',
})

const whole = /^\d{1,15}$/

/** What is still missing, in words; the server says the rest. */
export const missingIn = ({ name, kind, points, position, at }: Draft): string | null => {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) return 'A name of lower-case letters, digits and dashes.'
  if (kind === 'position' && !whole.test(position)) return 'A position of the log: a whole number.'
  if (kind === 'time' && at === '') return 'A time.'
  if (kind === 'explicit' && !points.every(({ sequence }) => whole.test(sequence)))
    return 'For each point the number of the edition’s first own event.'
  return null
}

/** As the server takes it; a time without a zone is one of whoever types it. */
export const bodyOf = ({ name, purpose, kind, points, position, at }: Draft) => {
  const divergences = {
    implicit: () => ({ kind }),
    explicit: () => ({
      kind,
      points: points.map(({ domain, root, sequence }) => ({
        domain,
        ...(root.trim() ? { root: root.trim() } : {}),
        sequence: Number(sequence),
      })),
    }),
    position: () => ({ kind, position: Number(position) }),
    time: () => ({ kind, at: new Date(at).toISOString() }),
  }
  return { name, purpose, divergence: divergences[kind]() }
}
