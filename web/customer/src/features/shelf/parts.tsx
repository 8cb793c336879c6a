import { useId } from 'react'
import type { ForMePart } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import style from './shelf.module.css'

interface Props {
  /** By what they differ. */
  label: string
  of: readonly ForMePart[]
  /** Null is all. */
  value: string | null
  onChange: (part: string | null) => void
}

/** All of it or one of its parts: on a phone in one line that goes on to the right, on a wide screen in as many as it takes. */
export function Parts({ label, of, value, onChange }: Props) {
  const say = useSay()
  const name = useId()
  const all = { part: null, title: say(words('全部', 'All')) }
  return (
    <div className={style.parts} role="radiogroup" aria-label={label}>
      {[all, ...of].map(({ part, title }) => (
        <label key={part ?? ''}>
          <input
            type="radio"
            name={name}
            checked={part === value}
            onChange={() => {
              onChange(part)
            }}
          />
          {title}
        </label>
      ))}
    </div>
  )
}
