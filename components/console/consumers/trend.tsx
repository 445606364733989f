type Props = {
  /** What is drawn, and its highest value in words: the picture's name. */
  label: string
  points: readonly (readonly [at: number, value: number | null])[]
  /** The top of the picture is at least this. */
  least?: number
  size?: 'line' | 'plot'
}

const sizes = { line: [120, 24], plot: [320, 72] } as const

/** The last minutes of one value. Where there is none the line breaks. */
export function Trend({ label, points, least = 1, size = 'line' }: Props) {
  const [width, height] = sizes[size]
  const first = points[0]?.[0] ?? 0
  const length = Math.max(1, (points.at(-1)?.[0] ?? 0) - first)
  const top = Math.max(least, ...points.map(([, value]) => value ?? 0))
  const x = (at: number) => (2 + ((width - 4) * (at - first)) / length).toFixed(1)
  const y = (value: number) => (height - 2 - ((height - 4) * value) / top).toFixed(1)
  const path = points
    .map(([at, value], n) => {
      if (value === null) return ''
      const isStart = n === 0 || points[n - 1]?.[1] === null
      // One alone is a dot: the end of a line is round.
      return `${isStart ? 'M' : 'L'}${x(at)} ${y(value)}${isStart ? 'h0' : ''}`
    })
    .join('')
  return (
    <svg className="trend" data-size={size} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path className="trend-ground" d={`M0 ${height - 1}H${width}`} />
      {path ? <path className="trend-line" d={path} /> : null}
    </svg>
  )
}
