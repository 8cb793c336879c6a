import { useState, type SyntheticEvent } from 'react'
import type { BookAccount } from '@sycee/client'
import {
  Button,
  Field,
  monthOf,
  Segments,
  shifted,
  tidyAmount,
  today,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { nameOf } from '../../pieces/account-name'
import { NO_FILTERS, type Filters } from './filters'
import style from './book.module.css'

interface Props {
  filters: Filters
  accounts: readonly BookAccount[]
  onApply: (filters: Filters) => void
}
interface Span {
  words: Words
  since: string
}

/** Time, account, direction and amount, applied together. */
export function FilterForm({ filters, accounts, onApply }: Props) {
  const say = useSay()
  const [draft, setDraft] = useState(filters)
  const set = (change: Partial<Filters>) => {
    setDraft({ ...draft, ...change })
  }
  const wrongTime =
    draft.since && draft.until && draft.since > draft.until
      ? say(words('开始晚于结束', 'The start is after the end'))
      : null
  const wrongAmount =
    draft.least && draft.most && Number(draft.least) > Number(draft.most)
      ? say(words('最小大于最大', 'The least is above the most'))
      : null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!wrongTime && !wrongAmount)
      onApply({ ...draft, month: draft.since || draft.until ? '' : draft.month })
  }
  return (
    <form className={style.form} onSubmit={submit}>
      <Time draft={draft} wrong={wrongTime} set={set} />
      {accounts.length > 1 && (
        <Accounts
          accounts={accounts}
          chosen={draft.accounts}
          onChoose={(chosen) => {
            set({ accounts: chosen })
          }}
        />
      )}
      <fieldset>
        <legend>{say(words('收支', 'Direction'))}</legend>
        <Segments
          label={say(words('收支', 'Direction'))}
          value={draft.direction}
          onChange={(direction) => {
            set({ direction })
          }}
          of={[
            { value: '', label: say(words('全部', 'All')) },
            { value: 'out', label: say(words('支出', 'Out')) },
            { value: 'in', label: say(words('收入', 'In')) },
          ]}
        />
      </fieldset>
      <fieldset>
        <legend>{say(words('金额（元）', 'Amount (CNY)'))}</legend>
        <div className={style.pair}>
          <Field
            label={say(words('最小', 'Least'))}
            inputMode="decimal"
            value={draft.least}
            wrong={wrongAmount}
            onChange={(text) => {
              set({ least: tidyAmount(text) })
            }}
          />
          <span>–</span>
          <Field
            label={say(words('最大', 'Most'))}
            inputMode="decimal"
            value={draft.most}
            onChange={(text) => {
              set({ most: tidyAmount(text) })
            }}
          />
        </div>
      </fieldset>
      <div className={style.acts}>
        <Button
          onPress={() => {
            onApply({ ...NO_FILTERS, text: filters.text })
          }}
        >
          {say(words('清除', 'Clear'))}
        </Button>
        <Button kind="act" submit>
          {say(words('查看', 'Show'))}
        </Button>
      </div>
    </form>
  )
}

function Time({
  draft,
  wrong,
  set,
}: {
  draft: Filters
  wrong: string | null
  set: (change: Partial<Filters>) => void
}) {
  const say = useSay()
  const now = today()
  const spans: Span[] = [
    { words: words('近 7 天', '7 days'), since: shifted(now, -6) },
    { words: words('本月', 'This month'), since: `${monthOf(now)}-01` },
    { words: words('近 3 个月', '3 months'), since: shifted(now, -90) },
    { words: words('今年', 'This year'), since: `${now.slice(0, 4)}-01-01` },
  ]
  return (
    <fieldset>
      <legend>{say(words('时间', 'Time'))}</legend>
      <div className={style.options}>
        {spans.map((span) => {
          const on = draft.since === span.since && draft.until === now
          return (
            <button
              key={span.since}
              type="button"
              aria-pressed={on}
              onClick={() => {
                set(on ? { since: '', until: '' } : { since: span.since, until: now, month: '' })
              }}
            >
              {say(span.words)}
            </button>
          )
        })}
      </div>
      <div className={style.pair} style={{ marginTop: 10 }}>
        <Field
          label={say(words('从', 'From'))}
          type="date"
          value={draft.since}
          wrong={wrong}
          onChange={(since) => {
            set({ since })
          }}
        />
        <span>–</span>
        <Field
          label={say(words('到', 'To'))}
          type="date"
          value={draft.until}
          onChange={(until) => {
            set({ until })
          }}
        />
      </div>
    </fieldset>
  )
}

function Accounts({
  accounts,
  chosen,
  onChoose,
}: {
  accounts: readonly BookAccount[]
  chosen: readonly string[]
  onChoose: (accounts: string[]) => void
}) {
  const say = useSay()
  const turn = (id: string) => {
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  }
  return (
    <fieldset>
      <legend>{say(words('账户', 'Accounts'))}</legend>
      <div className={style.options}>
        {accounts.map((account) => (
          <label key={account.id}>
            <input
              type="checkbox"
              checked={chosen.includes(account.id)}
              onChange={() => {
                turn(account.id)
              }}
            />
            {nameOf(account)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
