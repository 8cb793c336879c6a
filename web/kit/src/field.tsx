import { useId, useState, type HTMLAttributes, type HTMLInputTypeAttribute } from 'react'
import { Icon } from './icons'
import { useSay, words } from './words'
import { look } from './look'
import style from './field.module.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  /** What is wrong with it, said beside it. */
  wrong?: string | null | undefined
  hint?: string
  type?: HTMLInputTypeAttribute
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  autoComplete?: string
  autoFocus?: boolean
  name?: string
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  onBlur?: () => void
  onFocus?: () => void
}

/** A labelled line of input whose refusal stands next to it. */
export function Field({ label, value, onChange, wrong, hint, type = 'text', ...rest }: Props) {
  const id = useId()
  const say = useSay()
  const [seen, see] = useState(false)
  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
      </label>
      <div className={look(style.box, wrong && style.wrong)}>
        <input
          id={id}
          {...rest}
          type={type === 'password' && seen ? 'text' : type}
          value={value}
          aria-invalid={!!wrong}
          aria-describedby={wrong || hint ? `${id}-note` : undefined}
          onChange={(event) => {
            onChange(event.target.value)
          }}
        />
        {type === 'password' && (
          <button
            type="button"
            className={style.look}
            aria-pressed={seen}
            aria-label={say(words('显示密码', 'Show password'))}
            onClick={() => {
              see(!seen)
            }}
          >
            <Icon name={seen ? 'eye' : 'veil'} size={20} />
          </button>
        )}
      </div>
      <Note id={`${id}-note`} wrong={wrong} hint={hint} />
    </div>
  )
}

/** The line under a field: what is wrong, or else a hint. */
export function Note({
  id,
  wrong,
  hint,
}: {
  id: string
  wrong?: string | null | undefined
  hint?: string | undefined
}) {
  if (wrong)
    return (
      <p id={id} className={style.why} role="alert">
        <Icon name="flag" size={16} />
        {wrong}
      </p>
    )
  return hint ? (
    <p id={id} className={style.hint}>
      {hint}
    </p>
  ) : null
}
