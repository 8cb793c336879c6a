import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon, type IconName } from './icons'
import { look } from './look'
import style from './button.module.css'

type Kind = 'act' | 'plain' | 'seal' | 'quiet' | 'danger'
interface Look {
  kind?: Kind
  wide?: boolean
  icon?: IconName
  children: ReactNode
}
interface Props extends Look {
  onPress?: () => void
  /** While the bank has not answered: cannot be pressed again. */
  busy?: boolean
  disabled?: boolean
  submit?: boolean
  label?: string
}

/** Ink acts, vermilion (`seal`) commits. */
export function Button({
  kind = 'plain',
  wide = false,
  icon,
  busy = false,
  disabled = false,
  submit = false,
  label,
  onPress,
  children,
}: Props) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={look(style.button, style[kind], wide && style.wide)}
      disabled={busy || disabled}
      aria-busy={busy}
      aria-label={label}
      onClick={onPress}
    >
      {icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  )
}

/** A place to go that looks like a button. */
export function ButtonLink({
  to,
  state,
  kind = 'plain',
  wide = false,
  icon,
  children,
}: Look & { to: string; state?: unknown }) {
  return (
    <Link className={look(style.button, style[kind], wide && style.wide)} to={to} state={state}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </Link>
  )
}
