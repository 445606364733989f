import clsx from 'clsx'
import type { ButtonHTMLAttributes } from 'react'

const looks = {
  plain: 'border-control bg-raised text-foreground hover:border-foreground',
  primary: 'border-transparent bg-primary text-primary-foreground hover:opacity-90',
  quiet: 'border-transparent bg-transparent text-foreground hover:bg-raised',
} as const

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof looks }

export function Button({ look = 'plain', className, type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      className={clsx(
        'inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-lg border px-4 font-semibold text-sm',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        looks[look],
        className,
      )}
      {...rest}
    />
  )
}
