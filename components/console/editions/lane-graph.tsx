import { type Lane, mostLanes, pathOf } from './lanes.ts'

const size = { step: 14, height: 56 }

/** Where each edition left main, and what became of it: for the eye. The same stands in words in every row. */
export function LaneGraph({ lanes }: { lanes: readonly Lane[] }) {
  const most = Math.min(mostLanes, Math.max(1, ...lanes.map(({ lane }) => lane)))
  const [width, height] = [(most + 1) * size.step, lanes.length * size.height]
  const x = (lane: number) => size.step / 2 + lane * size.step
  return (
    <svg className="lane-graph" width={width} height={height} aria-hidden focusable="false">
      <path className="lane-main" d={`M${x(0)} 0V${height}`} />
      {lanes.map(lane => (
        <g key={lane.mark.letter} data-edition={lane.mark.tone}>
          <path className="lane" d={pathOf(lane, size)} />
          <circle cx={x(lane.lane)} cy={(lane.row + 0.5) * size.height} r={4} className="lane-node" />
          {lane.ends === 'discarded' ? (
            <path
              className="lane-end"
              d={`M${x(lane.lane) - 4} ${Math.min(lane.until, lane.row) * size.height + 4}h8`}
            />
          ) : null}
        </g>
      ))}
    </svg>
  )
}
