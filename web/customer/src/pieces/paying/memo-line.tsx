import { useId } from 'react'
import { Note, useSay, words } from '@sycee/kit'
import { MEMO_MAX } from './draft'
import style from './paying.module.css'

/** What it is for; the payee sees it. */
export function MemoLine({
  value,
  seen = false,
  wrong,
  onChange,
  onFocus,
}: {
  value: string
  /** Someone else will read it. */ seen?: boolean
  wrong: string | null
  onChange: (memo: string) => void
  onFocus?: () => void
}) {
  const say = useSay()
  const id = useId()
  return (
    <div className={style.memo}>
      <label htmlFor={id}>{say(words('附言', 'Memo'))}</label>
      <input
        id={id}
        value={value}
        maxLength={MEMO_MAX}
        autoComplete="off"
        aria-invalid={!!wrong}
        aria-describedby={`${id}-note`}
        placeholder={say(
          seen ? words('选填，对方能看到', 'optional, they see it') : words('选填', 'optional'),
        )}
        onChange={(event) => {
          onChange(event.target.value)
        }}
        onFocus={onFocus}
      />
      <Note id={`${id}-note`} wrong={wrong} />
    </div>
  )
}
