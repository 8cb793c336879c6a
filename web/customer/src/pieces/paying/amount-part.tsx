import { useRef, useState } from 'react'
import { money, type Account, type Money } from '@sycee/client'
import { AmountField, figure, tidyAmount, typedMoney, useSay, words } from '@sycee/kit'
import { changed, type Draft } from './draft'
import type { Place } from './refusal'
import style from './paying.module.css'

export interface AmountStep {
  readonly text: string
  readonly money: Money | null
  readonly source: Account | null
  /** What the account would have left; null while that makes no sense. */
  readonly after: Money | null
  readonly wrong: string | null
  readonly wrongMemo: string | null
  /** Wrong with the step as a whole, such as its account. */
  readonly wrongStep: string | null
  readonly field: React.RefObject<HTMLInputElement | null>
  readonly set: (change: Partial<Draft>) => void
  readonly type: (text: string) => void
  /** Whether it may go on; says what is wrong otherwise. */
  readonly check: () => boolean
  readonly refuse: (line: string, at: Place) => void
}

/** The amount being typed, the account it comes from, and what is wrong with them. */
export function useAmount(
  draft: Draft,
  setDraft: (draft: Draft) => void,
  accounts: readonly Account[],
  /** It is paid at once: what is available now bounds it. */
  now = true,
): AmountStep {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState<{ line: string; at: Place } | null>(null)
  const at = (place: Place) => (refusal?.at === place ? refusal.line : null)
  const open = accounts.filter(({ state }) => state === 'open')
  const source =
    open.find(({ id }) => id === draft.source) ??
    open.find(({ kind }) => kind === 'current') ??
    open[0] ??
    null
  const typed = typedMoney(draft.amount)
  const over =
    now && typed && source && typed.minor > source.available.minor
      ? say(words('超过这个账户的可用余额', 'More than this account has available'))
      : null
  const set = (change: Partial<Draft>) => {
    setRefusal(null)
    setDraft(changed(draft, change))
  }
  const refuse = (line: string, place: Place) => {
    setRefusal({ line, at: place })
    if (place === 'amount') field.current?.focus()
  }
  const check = () => {
    const line = !source
      ? say(words('没有可以转出的账户', 'No account to send from'))
      : !typed
        ? say(words('请填金额', 'Give an amount'))
        : over
    if (line) refuse(line, 'amount')
    return !line
  }
  const after =
    now && typed && source && !over && !refusal
      ? money(source.available.minor - typed.minor, typed.asset)
      : null
  return {
    text: draft.amount,
    money: typed,
    source,
    after,
    wrong: at('amount') ?? over,
    wrongMemo: at('memo'),
    wrongStep: at('step'),
    field,
    set,
    type: (text) => {
      set({ amount: tidyAmount(text) })
    },
    check,
    refuse,
  }
}

/** The amount, large, with what was sent last at hand. */
export function AmountPart({
  amount,
  keypad,
  last,
  onFocus,
}: {
  amount: AmountStep
  keypad: boolean
  last?: Money | null | undefined
  onFocus: () => void
}) {
  const say = useSay()
  return (
    <>
      <AmountField
        label={say(words('转账金额', 'Amount'))}
        value={amount.text}
        onChange={amount.type}
        available={amount.source?.available ?? null}
        wrong={amount.wrong}
        keypad={keypad}
        field={amount.field}
        onFocus={onFocus}
      />
      {last && !amount.text && (
        <div className={style.quick}>
          <button
            type="button"
            onClick={() => {
              amount.type(figure(last).replaceAll(',', ''))
            }}
          >
            {say(words('上次', 'Last'))} {figure(last)}
          </button>
        </div>
      )}
    </>
  )
}
