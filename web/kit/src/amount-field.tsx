import { useId, type RefObject } from 'react'
import type { Money } from '@sycee/client'
import { Note } from './field'
import { figure, grouped, symbolOf } from './figures'
import { Icon } from './icons'
import { look } from './look'
import { capital, spelled } from './spelled'
import { useSettings } from './settings'
import { tidyAmount, typedMoney } from './typed'
import { useSay, words } from './words'
import style from './amount-field.module.css'

interface Props {
  label: string
  /** What is typed: digits and a point. */
  value: string
  onChange: (value: string) => void
  available: Money | null
  wrong?: string | null | undefined
  /** Leave typing to the bank's keypad. */
  keypad?: boolean
  onFocus?: () => void
  field?: RefObject<HTMLInputElement | null>
}

/** An amount, large, spelled out below so that a zero too many is seen. */
export function AmountField({
  label,
  value,
  onChange,
  available,
  wrong,
  keypad = false,
  onFocus,
  field,
}: Props) {
  const say = useSay()
  const { language } = useSettings()
  const id = useId()
  const money = typedMoney(value)
  return (
    <div className={style.field}>
      <div className={style.head}>
        <label htmlFor={id}>{label}</label>
        {available && (
          <span>
            {say(words('可用', 'Available'))} {figure(available)}
            <button
              type="button"
              onClick={() => {
                onChange(figure(available).replaceAll(',', ''))
              }}
            >
              {say(words('全部', 'All'))}
            </button>
          </span>
        )}
      </div>
      <div className={look(style.line, wrong && style.wrong)}>
        <span>{symbolOf('CNY')}</span>
        <input
          ref={field}
          id={id}
          inputMode={keypad ? 'none' : 'decimal'}
          autoComplete="off"
          placeholder="0.00"
          value={shown(value)}
          aria-invalid={!!wrong}
          aria-describedby={`${id}-note`}
          onFocus={onFocus}
          onChange={(event) => {
            onChange(tidyAmount(event.target.value))
          }}
        />
        {value && (
          <button
            type="button"
            aria-label={say(words('清空金额', 'Clear the amount'))}
            onClick={() => {
              onChange('')
            }}
          >
            <Icon name="close" size={20} />
          </button>
        )}
      </div>
      <div className={style.foot}>
        {wrong ? (
          <Note id={`${id}-note`} wrong={wrong} />
        ) : (
          <p id={`${id}-note`} className={style.spelled}>
            {money ? (language === 'zh' ? capital(money) : spelled(money)) : ''}
          </p>
        )}
      </div>
    </div>
  )
}

/** With commas while it is typed. */
function shown(value: string): string {
  const [whole = '', ...rest] = value.split('.')
  return rest.length > 0 ? `${grouped(whole)}.${rest.join('')}` : grouped(whole)
}
