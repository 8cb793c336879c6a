import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { bookAccounts, bookCategories, bookExport, type Filter, type PaperFile } from '@sycee/client'
import {
  Button,
  Card,
  Field,
  lastDay,
  monthOf,
  monthShifted,
  Note,
  Segments,
  today,
  useSay,
  words,
} from '@sycee/kit'
import { nameOf } from '../../pieces/account-name'
import { saveFile } from '../../pieces/paper'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { Made } from './made'
import style from './book.module.css'

type Format = 'csv' | 'xlsx' | 'pdf'

/** The book as a file: which days, which accounts, what for, and as what. */
export default function Export() {
  const say = useSay()
  const { down } = useLine()
  const [search] = useSearchParams()
  const last = monthShifted(monthOf(today()), -1)
  const [since, setSince] = useState(search.get('since') ?? `${last}-01`)
  const [until, setUntil] = useState(search.get('until') ?? lastDay(last))
  const [accounts, setAccounts] = useState<readonly string[]>(search.get('accounts')?.split(',') ?? [])
  const [category, setCategory] = useState('')
  const [format, setFormat] = useState<Format>('pdf')
  const [wrong, complain] = useState<string | null>(null)
  const [made, setMade] = useState<PaperFile | null>(null)
  const known = useRead(bookAccounts, {}).answer?.accounts ?? []
  const { run, busy } = useAct(bookExport)
  const make = async () => {
    setMade(null)
    complain(null)
    const filter: Filter = {
      ...(since && { since }),
      ...(until && { until }),
      ...(accounts.length > 0 && { accounts: [...accounts] }),
      ...(category && { categories: [category] }),
    }
    const outcome = await run({ filter, format })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setMade(outcome.answer)
        saveFile(outcome.answer)
        return
      case 'too_many_entries':
      case 'bad_amount':
      case 'too_many_digits':
      case 'amount_too_large':
      case 'unknown_asset':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <Page title={say(words('导出账本', 'Export the book'))} back="/book">
      <Card>
        <form
          className={style.form}
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <Segments<Format>
            label={say(words('文件格式', 'Format'))}
            value={format}
            onChange={setFormat}
            of={[
              { value: 'pdf', label: say(words('PDF 对账单', 'PDF statement')) },
              { value: 'xlsx', label: 'Excel' },
              { value: 'csv', label: 'CSV' },
            ]}
          />
          <Days since={since} until={until} onSince={setSince} onUntil={setUntil} />
          {known.length > 1 && (
            <fieldset>
              <legend>{say(words('账户（不选就是全部）', 'Accounts (none chosen: all)'))}</legend>
              <div className={style.options}>
                {known.map((account) => (
                  <label key={account.id}>
                    <input
                      type="checkbox"
                      checked={accounts.includes(account.id)}
                      onChange={() => {
                        setAccounts(
                          accounts.includes(account.id)
                            ? accounts.filter((one) => one !== account.id)
                            : [...accounts, account.id],
                        )
                      }}
                    />
                    {nameOf(account)}
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <Category value={category} onChange={setCategory} />
          <p className={style.told}>{say(TOLD[format])}</p>
          <Note id="export-note" wrong={wrong} />
          <Button kind="act" wide submit icon="download" busy={busy} disabled={down}>
            {say(
              down
                ? words('没有网络，暂不能导出', 'Offline; nothing can be exported now')
                : words('导出', 'Export'),
            )}
          </Button>
        </form>
      </Card>
      {made && <Made of={made} />}
    </Page>
  )
}

const TOLD = {
  pdf: words(
    '带期初、期末余额和合计，每页有验证码，任何人都能核验真伪。选了分类就只列明细，不写余额。最多 10,000 笔。',
    'With what was there before and after, totals, and on each page a code by which anybody can check it. With a category chosen it is a list without balances. At most 10,000 entries.',
  ),
  xlsx: words(
    '金额是数字，文字都是文字，不会被当成公式。最多 20,000 笔。',
    'Sums are numbers; words are words and never formulas. At most 20,000 entries.',
  ),
  csv: words(
    'UTF-8，表格软件可直接打开；像公式的文字前面会加一个撇号。最多 50,000 笔。',
    'UTF-8, for any spreadsheet; an apostrophe stands before words that look like formulas. At most 50,000 entries.',
  ),
}

interface DaysProps {
  since: string
  until: string
  onSince: (day: string) => void
  onUntil: (day: string) => void
}

function Days({ since, until, onSince, onUntil }: DaysProps) {
  const say = useSay()
  const wrong = since && until && since > until
  return (
    <fieldset>
      <legend>{say(words('时间', 'Time'))}</legend>
      <div className={style.pair}>
        <Field
          label={say(words('从', 'From'))}
          type="date"
          value={since}
          wrong={wrong ? say(words('开始晚于结束', 'The start is after the end')) : null}
          onChange={onSince}
        />
        <span>–</span>
        <Field label={say(words('到', 'To'))} type="date" value={until} onChange={onUntil} />
      </div>
    </fieldset>
  )
}

function Category({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const say = useSay()
  const categories = useRead(bookCategories, {}).answer?.categories ?? []
  return (
    <fieldset>
      <legend>{say(words('分类', 'Category'))}</legend>
      <select
        className={style.select}
        aria-label={say(words('分类', 'Category'))}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      >
        <option value="">{say(words('全部', 'All'))}</option>
        {categories.map(({ code, title }) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </select>
    </fieldset>
  )
}
