'use client'
import clsx from 'clsx'
import { type ReactNode, type TextareaHTMLAttributes, useId } from 'react'

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> & {
  label: string
  /** A hint, or what is wrong: read out with it. */
  below: ReactNode
}

/** More than a line of text. */
export function TextArea({ label, below, className, ...rest }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea id={id} className={clsx('field py-2', className)} aria-describedby={`${id}-below`} {...rest} />
      <div id={`${id}-below`}>{below}</div>
    </div>
  )
}
