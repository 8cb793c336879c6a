import { useState } from 'react'
import type { BookPreviewAnswer, Columns } from '@sycee/client'
import { Button, Segments, useSay, words, type Words } from '@sycee/kit'
import style from './bring.module.css'

type Meaning = BookPreviewAnswer['columns'][number]

const MEANINGS: Readonly<Record<Meaning, Words>> = {
  '': words('不用', 'not needed'),
  date: words('日期', 'day'),
  time: words('时间', 'time'),
  booked_on: words('记账日', 'booked on'),
  amount: words('金额', 'amount'),
  income: words('收入', 'money in'),
  expense: words('支出', 'money out'),
  flag: words('收/支', 'in or out'),
  balance: words('余额', 'balance'),
  currency: words('币种', 'currency'),
  counterparty: words('对方', 'who'),
  counter_account: words('对方账号', 'their account'),
  text: words('说明', 'text'),
  kind: words('类型', 'kind'),
  status: words('状态', 'status'),
  order: words('单号', 'number'),
  method: words('支付方式', 'paid with'),
  account: words('本方卡号', 'own account'),
  refunded: words('已退款', 'refunded'),
}
const DAYS: readonly Meaning[] = ['date', 'booked_on']
const MONEY: readonly Meaning[] = ['amount', 'income', 'expense']

interface Props {
  of: BookPreviewAnswer
  busy: boolean
  onPoint: (pointed: Columns) => void
}

/** The file's first lines, with a choice over each column of what it holds. */
export function PointOut({ of, said, busy, onPoint }: Props & { said: Columns | undefined }) {
  const say = useSay()
  const width = Math.max(...of.lines.map(({ cells }) => cells.length), 0)
  const [columns, setColumns] = useState<readonly Meaning[]>(
    Array.from({ length: width }, (_, at) => of.columns[at] ?? ''),
  )
  const [header, setHeader] = useState(of.header)
  const [asset, setAsset] = useState(said?.asset ?? '')
  const enough = columns.some((one) => DAYS.includes(one)) && columns.some((one) => MONEY.includes(one))
  return (
    <form
      className={style.ask}
      onSubmit={(event) => {
        event.preventDefault()
        if (enough) onPoint({ columns: [...columns], header, place: of.place, ...(asset && { asset }) })
      }}
    >
      <p>
        {say(
          words(
            '这个文件的列看不太明白。请在每一列上面选它是什么：日期和金额必须有，其他的不知道就不用选。选一次就记住。',
            'Say what each column holds: the day and an amount are needed, the rest may stay as it is. It is remembered.',
          ),
        )}
      </p>
      <div
        className={style.sheet}
        tabIndex={0}
        role="group"
        aria-label={say(words('文件的头几行', 'First lines'))}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{say(words('行', 'Line'))}</th>
              {columns.map((meaning, at) => (
                <th key={at} scope="col">
                  <select
                    value={meaning}
                    aria-label={say(words(`第 ${at + 1} 列是什么`, `What column ${at + 1} holds`))}
                    onChange={(event) => {
                      const chosen = event.target.value as Meaning
                      setColumns(columns.map((one, index) => (index === at ? chosen : one)))
                    }}
                  >
                    {Object.entries(MEANINGS).map(([value, name]) => (
                      <option key={value} value={value}>
                        {say(name)}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.lines.slice(0, 14).map(({ line, cells }) => (
              <tr key={line} data-header={line === header || undefined}>
                <th scope="row">{line}</th>
                {columns.map((_, at) => (
                  <td key={at}>{cells[at] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={style.pair}>
        <label>
          {say(words('哪一行是表头', 'The header row'))}
          <select
            value={header}
            onChange={(event) => {
              setHeader(Number(event.target.value))
            }}
          >
            <option value={0}>{say(words('没有表头', 'There is none'))}</option>
            {of.lines.slice(0, 14).map(({ line, cells }) => (
              <option key={line} value={line}>
                {say(words(`第 ${line} 行`, `Line ${line}`))} {cells.filter(Boolean).join(' ').slice(0, 24)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(words('币种', 'Currency'))}
          <select
            value={asset}
            onChange={(event) => {
              setAsset(event.target.value)
            }}
          >
            <option value="">{say(words('文件里写着，或是人民币', 'As the file says, or CNY'))}</option>
            {['CNY', 'USD', 'EUR', 'HKD', 'GBP', 'JPY', 'AUD', 'CAD', 'SGD', 'CHF'].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </label>
      </div>
      <Button submit kind="act" busy={busy} disabled={!enough}>
        {say(words('就按这样读', 'Read it so'))}
      </Button>
    </form>
  )
}

/** Which part of 03/04/2026 comes first. */
export function Days({ of, busy, onPoint }: Props) {
  const say = useSay()
  const [first, setFirst] = useState<'day' | 'month'>('day')
  const at = of.columns.findIndex((one) => DAYS.includes(one))
  const sample = of.lines.find(({ line }) => line > of.header)?.cells[at] ?? '03/04/2026'
  return (
    <form
      className={style.ask}
      onSubmit={(event) => {
        event.preventDefault()
        onPoint({ first })
      }}
    >
      <p>{say(words(`文件里的“${sample}”，前面的是日还是月？`, `In “${sample}”, what comes first?`))}</p>
      <Segments
        label={say(words('先写的是', 'First comes'))}
        value={first}
        of={[
          { value: 'day', label: say(words('日', 'the day')) },
          { value: 'month', label: say(words('月', 'the month')) },
        ]}
        onChange={setFirst}
      />
      <Button submit kind="act" busy={busy}>
        {say(words('就按这样读', 'Read it so'))}
      </Button>
    </form>
  )
}

/** Which of the file's own words say that money went out. */
export function OutWords({
  words: known,
  busy,
  onPoint,
}: {
  words: readonly string[]
  busy: boolean
  onPoint: Props['onPoint']
}) {
  const say = useSay()
  const [out, setOut] = useState<readonly string[]>([])
  return (
    <form
      className={style.ask}
      onSubmit={(event) => {
        event.preventDefault()
        onPoint({ out_words: [...out], in_words: known.filter((word) => !out.includes(word)) })
      }}
    >
      <fieldset>
        <legend>{say(words('这些词里，哪些是钱出去了？', 'Which of these say that money went out?'))}</legend>
        {known.map((word) => (
          <label key={word} className={style.tick}>
            <input
              type="checkbox"
              checked={out.includes(word)}
              onChange={() => {
                setOut(out.includes(word) ? out.filter((one) => one !== word) : [...out, word])
              }}
            />
            {word}
          </label>
        ))}
      </fieldset>
      <Button submit kind="act" busy={busy} disabled={out.length === 0}>
        {say(words('就按这样读', 'Read it so'))}
      </Button>
    </form>
  )
}
