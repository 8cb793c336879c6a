import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon, type IconName } from './icons'
import { look } from './look'
import style from './row.module.css'

/** A card of rows with hairlines between them; `flat` inside another card or a full-bleed list. */
export function List({
  children,
  flat = false,
  label,
}: {
  children: ReactNode
  flat?: boolean
  label?: string
}) {
  return (
    <div
      className={look(style.list, flat && style.flat)}
      role={label ? 'group' : undefined}
      aria-label={label}
    >
      {children}
    </div>
  )
}

interface Props {
  /** An icon, or the first character of a name. */
  tile?: IconName | { letter: string }
  title: ReactNode
  tag?: ReactNode
  caption?: ReactNode
  end?: ReactNode
  to?: string
  state?: unknown
  onPress?: () => void
  disabled?: boolean
  /** Show that it leads on. */
  more?: boolean
}

/** One row: what it is, of what kind and when, and how much. */
export function ListRow({
  tile,
  title,
  tag,
  caption,
  end,
  to,
  state,
  onPress,
  disabled = false,
  more = false,
}: Props) {
  const shape = look(style.row, !tile && style.bare)
  const inside = (
    <>
      {tile && <Tile of={tile} />}
      <span className={style.text}>
        <span className={style.title}>
          <span>{title}</span>
          {tag}
        </span>
        {caption && <span className={style.caption}>{caption}</span>}
      </span>
      {(end || more) && (
        <span className={style.end}>
          {end}
          {more && (
            <span className={style.more}>
              <Icon name="right" size={16} />
            </span>
          )}
        </span>
      )}
    </>
  )
  if (to)
    return (
      <Link className={shape} to={to} state={state}>
        {inside}
      </Link>
    )
  if (onPress)
    return (
      <button type="button" className={shape} onClick={onPress} disabled={disabled}>
        {inside}
      </button>
    )
  return <div className={shape}>{inside}</div>
}

/** The silver tile at the head of a row. */
export function Tile({ of }: { of: IconName | { letter: string } }) {
  return (
    <span className={style.tile} aria-hidden="true">
      {typeof of === 'string' ? <Icon name={of} size={22} /> : of.letter}
    </span>
  )
}

/** A word in a thin frame beside a title. */
export function Tag({ tone, children }: { tone?: 'ochre' | 'seal' | 'jade'; children: ReactNode }) {
  return <span className={look(style.tag, tone && style[tone])}>{children}</span>
}
