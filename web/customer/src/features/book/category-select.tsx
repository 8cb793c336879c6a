import { useId } from 'react'
import type { CategoryTold } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import style from './entry-said.module.css'

interface Props {
  label: string
  value: string
  inward: boolean
  categories: readonly CategoryTold[]
  onChange: (code: string) => void
}

/** One category of those that an entry of this direction may have; one's own stand under theirs. */
export function CategorySelect({ label, value, inward, categories, onChange }: Props) {
  const say = useSay()
  const id = useId()
  const sides = [
    { side: inward ? 'in' : 'out', title: inward ? words('收入', 'Income') : words('支出', 'Spending') },
    { side: 'neither', title: words('两者都不是', 'Neither') },
  ]
  return (
    <div className={style.choice}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      >
        <option value="">{say(words('请选择', 'Choose'))}</option>
        {sides.map(({ side, title }) => (
          <optgroup key={side} label={say(title)}>
            {inOrder(categories.filter((one) => one.side === side)).map((one) => (
              <option key={one.code} value={one.code}>
                {one.under ? `· ${one.title}` : one.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}

/** Each with one's own of it behind it. */
export function inOrder(categories: readonly CategoryTold[]): CategoryTold[] {
  return categories
    .filter(({ under }) => under === null)
    .flatMap((one) => [one, ...categories.filter(({ under }) => under === one.code)])
}
