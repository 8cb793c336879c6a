import { useState } from 'react'
import { bookCategories, bookSplit, type CategoryTold, type Money, type Told } from '@sycee/client'
import { Button, Field, figure, Icon, Note, tidyAmount, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget, useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { CategorySelect } from './category-select'
import { left, partsAsked, PARTS_MAX, wholeOf, type Part } from './split'
import style from './entry-said.module.css'

/** Splitting an entry: an amount and what it was for, part by part, until nothing is left. */
export function SplitForm({ told, onDone }: { told: Told; onDone: () => void }) {
  const say = useSay()
  const whole = wholeOf(told)
  const categories = useRead(bookCategories, {})
  const acting = useAct(bookSplit)
  const [parts, setParts] = useState<readonly Part[]>(() => startOf(told))
  const [wrong, complain] = useState<string | null>(null)
  const change = (at: number, next: Partial<Part>) => {
    complain(null)
    setParts(parts.map((part, n) => (n === at ? { ...part, ...next } : part)))
  }
  const asked = partsAsked(whole, parts)
  const split = async () => {
    if (!asked) return
    const outcome = await acting.run({ entry: told.entry.id, parts: asked })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('book.')
        onDone()
        return
      case 'parts_do_not_add_up':
      case 'amount_not_positive':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault()
        void split()
      }}
    >
      <p className={style.whole}>
        {say(words(`一共 ${figure(whole)}，拆成：`, `${figure(whole)} in all, of which:`))}
      </p>
      <ol className={style.parts}>
        {parts.map((part, at) => (
          <PartLine
            key={at}
            number={at + 1}
            part={part}
            asset={whole.asset}
            inward={told.entry.amount.minor > 0n}
            categories={categories.answer?.categories ?? []}
            onChange={(next) => {
              change(at, next)
            }}
            onRemove={
              parts.length > 2
                ? () => {
                    setParts(parts.filter((_, n) => n !== at))
                  }
                : null
            }
          />
        ))}
      </ol>
      <Left
        of={left(whole, parts)}
        onGive={(amount) => {
          const empty = parts.findIndex((one) => !one.amount)
          if (empty >= 0) change(empty, { amount })
          else if (parts.length < PARTS_MAX) setParts([...parts, { category: '', amount }])
        }}
      />
      <Button
        icon="plus"
        disabled={parts.length >= PARTS_MAX}
        onPress={() => {
          setParts([...parts, { category: '', amount: '' }])
        }}
      >
        {say(words('再加一部分', 'Another part'))}
      </Button>
      <Note id="split-note" wrong={wrong} />
      <Button kind="act" submit wide busy={acting.busy} disabled={!asked}>
        {say(words('拆分', 'Split'))}
      </Button>
    </form>
  )
}

function startOf(told: Told): Part[] {
  if (told.parts.length > 0)
    return told.parts.map(({ category, amount }) => ({
      category,
      amount: figure(amount).replace(/[^\d.]/g, ''),
    }))
  return [
    { category: told.category, amount: '' },
    { category: '', amount: '' },
  ]
}

interface LineProps {
  number: number
  part: Part
  asset: string
  inward: boolean
  categories: readonly CategoryTold[]
  onChange: (next: Partial<Part>) => void
  onRemove: (() => void) | null
}

function PartLine({ number, part, asset, inward, categories, onChange, onRemove }: LineProps) {
  const say = useSay()
  return (
    <li>
      <CategorySelect
        label={say(words(`第 ${number} 部分的分类`, `What part ${number} was for`))}
        value={part.category}
        inward={inward}
        categories={categories}
        onChange={(category) => {
          onChange({ category })
        }}
      />
      <Field
        label={say(words(`第 ${number} 部分的金额`, `Amount of part ${number}`))}
        value={part.amount}
        inputMode="decimal"
        onChange={(typed) => {
          onChange({ amount: tidyAmount(typed, asset) })
        }}
      />
      {onRemove && (
        <button
          type="button"
          className={style.remove}
          aria-label={say(words(`去掉第 ${number} 部分`, `Remove part ${number}`))}
          onClick={onRemove}
        >
          <Icon name="close" size={18} />
        </button>
      )}
    </li>
  )
}

/** What is left to give, which a press gives to the next part. */
function Left({ of, onGive }: { of: Money; onGive: (amount: string) => void }) {
  const say = useSay()
  const size = figure(of).replace(/[^\d.]/g, '')
  if (of.minor === 0n) return <p className={style.left}>{say(words('正好分完', 'Nothing is left'))}</p>
  if (of.minor < 0n)
    return (
      <div className={style.left}>
        <Note id="left-note" wrong={say(words(`多出 ${size}`, `${size} too much`))} />
      </div>
    )
  return (
    <p className={style.left}>
      {say(words(`还剩 ${figure(of)}`, `${figure(of)} left`))}
      <button
        type="button"
        onClick={() => {
          onGive(size)
        }}
      >
        {say(words('都给下一部分', 'Give it to the next part'))}
      </button>
    </p>
  )
}
