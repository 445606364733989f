/** `2026-11-21 02:03:04.5+00` as Postgres writes it → RFC 3339 with microseconds, as it was recorded. */
export const recorded = (text: string): string => {
  const [day = '', time = ''] = text.split(' ')
  const [seconds = '', fraction = ''] = time.replace(/\+00(:00)?$/, '').split('.')
  return `${day}T${seconds}.${fraction.padEnd(6, '0')}Z`
}
