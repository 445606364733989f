import { Plus } from 'lucide-react'

type Props = { seat: number; onTake: ((seat: number) => void) | undefined }

/** A free chair: a button for those who may take it, an outline for the others. */
export function EmptySeat({ seat, onTake }: Props) {
  if (!onTake) {
    return (
      <div className="pod pod-empty">
        <span className="sr-only">Seat {seat + 1}, empty</span>
      </div>
    )
  }
  return (
    <button type="button" className="pod pod-empty pod-free" onClick={() => onTake(seat)}>
      <Plus size={16} aria-hidden />
      <span>
        <span className="sr-only">Take </span>Seat {seat + 1}
      </span>
    </button>
  )
}
