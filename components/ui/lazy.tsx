'use client'
import { type ComponentProps, lazy, Suspense } from 'react'

const LazyDialog = lazy(() => import('./dialog.tsx').then(({ Dialog }) => ({ default: Dialog })))
const LazyPopover = lazy(() => import('./popover.tsx').then(({ Popover }) => ({ default: Popover })))

/** The same as `Dialog`, loaded when first opened. */
export function Dialog(props: ComponentProps<typeof LazyDialog>) {
  return (
    <Suspense>
      <LazyDialog {...props} />
    </Suspense>
  )
}
/** The same as `Popover`, loaded when first opened. */
export function Popover(props: ComponentProps<typeof LazyPopover>) {
  return (
    <Suspense>
      <LazyPopover {...props} />
    </Suspense>
  )
}
