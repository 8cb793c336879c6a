import type { ReactNode } from 'react'
import style from './switch.module.css'

/** On or off, at once; the whole line can be pressed. */
export function Switch({
  label,
  caption,
  on,
  disabled = false,
  onChange,
}: {
  label: string
  caption?: ReactNode
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className={style.line}
      disabled={disabled}
      onClick={() => {
        onChange(!on)
      }}
    >
      <span className={style.text}>
        {label}
        {caption && <small>{caption}</small>}
      </span>
      <span className={style.track} aria-hidden="true">
        <span />
      </span>
    </button>
  )
}
