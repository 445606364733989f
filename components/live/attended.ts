/** So long after the last touch, key or turn of the wheel somebody may still be reading. In milliseconds. */
const patience = 120_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
let last = performance.now()

/** Whether somebody sits at this page: what it asks by itself afterwards keeps no administrator signed in. */
export const isAttended = (): boolean => performance.now() - last < patience

if (typeof window !== 'undefined')
  for (const sign of signs)
    window.addEventListener(sign, () => (last = performance.now()), { passive: true, capture: true })
