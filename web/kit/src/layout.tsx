import { useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon } from './icons'
import { look } from './look'
import style from './layout.module.css'

/** A sheet with a hairline around it. */
export function Card({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return <div className={look(style.card, padded && style.padded)}>{children}</div>
}

/** A named part of a page, with at most one place to go on from its head. */
export function Section({
  title,
  more,
  children,
}: {
  title: string
  more?: { to: string; words: string } | undefined
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={style.section} aria-labelledby={id}>
      <div className={style.head}>
        <h2 id={id}>{title}</h2>
        {more && (
          <Link to={more.to}>
            {more.words}
            <Icon name="right" size={14} />
          </Link>
        )}
      </div>
      {children}
    </section>
  )
}

/** Labels left, values right. */
export function Facts({ lines }: { lines: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={style.facts}>
      {lines.map(({ label, value }) => (
        <div className={style.fact} key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The thick and thin rule over what is about to be signed. */
export function Rule() {
  return <hr className={style.rule} />
}

/** The thick and thin frame of a receipt. */
export function ReceiptFrame({ children }: { children: ReactNode }) {
  return (
    <article className={style.frame}>
      <div>{children}</div>
    </article>
  )
}

interface Segment<T extends string> {
  value: T
  label: string
}

/** One of a few, side by side. */
export function Segments<T extends string>({
  label,
  value,
  of,
  onChange,
}: {
  label: string
  value: T
  of: readonly Segment<T>[]
  onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <div className={style.segments} role="radiogroup" aria-label={label}>
      {of.map((one) => (
        <label key={one.value}>
          <input
            type="radio"
            name={name}
            checked={one.value === value}
            onChange={() => {
              onChange(one.value)
            }}
          />
          {one.label}
        </label>
      ))}
    </div>
  )
}
