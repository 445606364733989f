import type { Bin } from './outcomes.ts'

const width = 320
const height = 96
const gap = 2

/** Told in words by the table below it. */
export function Histogram({ bins, mean, label }: { bins: readonly Bin[]; mean: number; label: string }) {
  const tallest = Math.max(1, ...bins.map(({ times }) => times))
  const [first, last] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1]
  const across = (value: number) => ((value - first) / (last - first)) * width
  return (
    <svg className="histogram" viewBox={`0 0 ${width} ${height + 16}`} role="img" aria-label={label}>
      {bins.map(({ from, to, times }) => {
        const tall = (times / tallest) * height
        return (
          <rect
            key={from}
            data-won={from >= 0}
            x={across(from) + gap / 2}
            y={height - tall}
            width={across(to) - across(from) - gap}
            height={tall}
          />
        )
      })}
      <line className="histogram-ground" x1="0" y1={height} x2={width} y2={height} />
      <line className="histogram-mean" x1={across(mean)} y1="0" x2={across(mean)} y2={height} />
      <text x="0" y={height + 13}>
        {first}
      </text>
      {first < 0 && last > 0 ? (
        <text x={across(0)} y={height + 13} textAnchor="middle">
          0
        </text>
      ) : null}
      <text x={width} y={height + 13} textAnchor="end">
        {last} bb
      </text>
    </svg>
  )
}
