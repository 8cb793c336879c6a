import { useState } from 'react'
import { Link } from 'react-router'
import { money, type BookMonthsAnswer, type Money, type Month } from '@sycee/client'
import {
  Amount,
  Bone,
  ButtonLink,
  change,
  figure,
  Hero,
  Icon,
  lastDay,
  monthMark,
  monthOf,
  monthShifted,
  monthWords,
  today,
  useSay,
  useSettings,
  words,
  type Words,
} from '@sycee/kit'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'
import { monthAt, monthOfAll, Trend, TREND } from './trend'
import style from './glance.module.css'

interface Props {
  of: Reading<BookMonthsAnswer, never>
  here: string
  accounts: readonly string[]
  onChoose: (month: string) => void
}

interface Chosen extends Omit<Props, 'of'> {
  months: readonly Month[]
}

/** A month at a glance: what went out and came in, beside the month before and a year ago, and the twelve months by
 * which it is chosen. Every figure leads to its entries. */
export function Glance({ of, ...asked }: Props) {
  const shown = (
    <Show of={of} bones={<Bones />}>
      {({ months }) => <Whole months={months} {...asked} />}
    </Show>
  )
  return of.trouble && !of.answer ? <div className={style.failed}>{shown}</div> : shown
}

function Bones() {
  return (
    <div className={style.glance}>
      <Bone width={120} />
      <Bone width={180} height={36} />
      <Bone width="100%" height={60} />
      <Bone width="100%" height={150} />
    </div>
  )
}

function Whole({ months, here, accounts, onChoose }: Chosen) {
  const say = useSay()
  return (
    <section className={style.glance} aria-label={say(monthWords(here))}>
      <Sums months={months} here={here} accounts={accounts} />
      <Compared months={months} here={here} accounts={accounts} />
      {months.length > 0 && <Window months={months} here={here} accounts={accounts} onChoose={onChoose} />}
      <nav className={style.acts} aria-label={say(words('账本里的页面', 'Pages of the book'))}>
        <ButtonLink to={`/book/analysis?month=${here}`}>{say(words('收支分析', 'Analysis'))}</ButtonLink>
        <ButtonLink to={`/book/statement?month=${here}`}>{say(words('月度账单', 'Statement'))}</ButtonLink>
        <ButtonLink to={`/book/export?since=${here}-01&until=${lastDay(here)}`}>
          {say(words('导出', 'Export'))}
        </ButtonLink>
        <ButtonLink to="/book/search">{say(words('智能搜索', 'Smart search'))}</ButtonLink>
        <ButtonLink to="/book/reminders">{say(words('账本提醒', 'Reminders'))}</ButtonLink>
        <ButtonLink to="/book/categories">{say(words('分类', 'Categories'))}</ButtonLink>
      </nav>
    </section>
  )
}

function Sums({ months, here, accounts }: Omit<Chosen, 'onChoose'>) {
  const say = useSay()
  const { veiled } = useSettings()
  const { income, expense } = monthOfAll(months, here)
  const at = (side: 'income' | 'spending' | 'counted', name: Words) =>
    monthAt(
      here,
      side,
      accounts,
      say(words(`${monthWords(here).zh} ${name.zh}`, `${name.en}, ${monthWords(here).en}`)),
    )
  return (
    <div className={style.sums}>
      <Link to={at('spending', OUT)}>
        <span className={style.name}>
          {say(words(`${monthWords(here).zh} 支出`, `Out in ${monthWords(here).en}`))}
        </span>
        <Hero value={expense} veiled={veiled} />
      </Link>
      <div className={style.right}>
        <Link to={at('income', IN)}>
          <span className={style.name}>{say(IN)}</span> <Amount value={income} veiled={veiled} />
        </Link>
        <Link to={at('counted', NET)}>
          <span className={style.name}>{say(NET)}</span>{' '}
          <b>{veiled ? '＊＊＊＊' : figure(net(income, expense), true)}</b>
        </Link>
      </div>
    </div>
  )
}

const OUT = words('支出', 'Out')
const IN = words('收入', 'In')
const NET = words('结余', 'Net')

/** The month before and a year ago, where there were any. */
function Compared({ months, here, accounts }: Omit<Chosen, 'onChoose'>) {
  const say = useSay()
  const { veiled } = useSettings()
  const now = monthOfAll(months, here)
  const before = monthShifted(here, -1)
  const ago = monthShifted(here, -12)
  const whole = here === monthOf(today()) ? words('全月', ', all of it') : words('', '')
  const rows = [
    {
      month: before,
      name: words(`${monthMark(before).zh}${whole.zh}`, `${monthMark(before).en}${whole.en}`),
    },
    {
      month: ago,
      name: words(`去年${monthMark(ago).zh}${whole.zh}`, `${monthWords(ago).en}${whole.en}`),
    },
  ].filter(({ month }) => monthOfAll(months, month).count > 0)
  if (veiled || rows.length === 0) return null
  return (
    <table className={style.compared}>
      <caption className="unseen">{say(words('和以前比', 'Compared with before'))}</caption>
      <thead>
        <tr>
          <th scope="col">{say(words('相比', 'Beside'))}</th>
          <th scope="col">{say(OUT)}</th>
          <th scope="col">{say(IN)}</th>
          <th scope="col">{say(NET)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ month, name }) => {
          const then = monthOfAll(months, month)
          const title = say(monthWords(month))
          return (
            <tr key={month}>
              <th scope="row">{say(name)}</th>
              <td data-label={say(OUT)}>
                <Link to={monthAt(month, 'spending', accounts, title)}>{figure(then.expense)}</Link>
                <Moved now={now.expense} then={then.expense} />
              </td>
              <td data-label={say(IN)}>
                <Link to={monthAt(month, 'income', accounts, title)}>{figure(then.income)}</Link>
                <Moved now={now.income} then={then.income} />
              </td>
              <td data-label={say(NET)}>
                <Link to={monthAt(month, 'counted', accounts, title)}>
                  {figure(net(then.income, then.expense))}
                </Link>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** How much more or less it is now. */
function Moved({ now, then }: { now: Money; then: Money }) {
  const say = useSay()
  const moved = change(now, then)
  if (!moved || now.minor === then.minor) return null
  return (
    <small>
      {say(
        words(
          `本月${moved.less ? '少' : '多'} ${moved.percent}`,
          `${moved.percent} ${moved.less ? 'less' : 'more'} now`,
        ),
      )}
    </small>
  )
}

function net(income: Money, expense: Money): Money {
  return money(income.minor - expense.minor, income.asset)
}

/** Twelve months at a time; the window follows the chosen month. */
function Window({ months, here, accounts, onChoose }: Chosen) {
  const say = useSay()
  const now = monthOf(today())
  const [turned, setTurned] = useState<{ end: string; from: string } | null>(null)
  const end = turned?.from === here ? turned.end : around(here, turned?.end ?? now, now)
  const oldest = months.at(-1)?.month ?? now
  const turn = (by: number) => {
    setTurned({ end: least(monthShifted(end, by), now), from: here })
  }
  return (
    <Trend
      months={months}
      end={end}
      here={here}
      accounts={accounts}
      onChoose={onChoose}
      tools={
        <span className={style.turn}>
          <button
            type="button"
            disabled={monthShifted(end, 1 - TREND) <= oldest}
            onClick={() => {
              turn(-TREND)
            }}
          >
            <Icon name="left" size={14} />
            {say(words('更早', 'Earlier'))}
          </button>
          <button
            type="button"
            disabled={end >= now}
            onClick={() => {
              turn(TREND)
            }}
          >
            {say(words('更近', 'Later'))}
            <Icon name="right" size={14} />
          </button>
        </span>
      }
    />
  )
}

/** The window's end for a month: the last window if it still shows the month, else one that ends with it. */
function around(here: string, end: string, now: string): string {
  const inside = here <= end && here >= monthShifted(end, 1 - TREND)
  return inside ? end : least(monthShifted(here, 2), now)
}

function least(a: string, b: string): string {
  return a < b ? a : b
}
