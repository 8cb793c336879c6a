import { useCallback, useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { money, type Month } from '@sycee/client'
import { figure, lastDay, monthShifted, monthWords, useSay, useSettings, words } from '@sycee/kit'
import { MonthAxis } from './chart/month-axis'
import { trend, type Inks } from './chart/options'
import { foundAt } from './found-at'
import style from './chart/chart.module.css'

export const TREND = 12

interface Props {
  months: readonly Month[]
  /** The last of the twelve. */
  end: string
  here: string
  accounts?: readonly string[]
  onChoose: (month: string) => void
  /** What stands at the end of the legend. */
  tools?: ReactNode
}

/** Twelve months of in and out. The chart is the selector; its figures stand below it, to be read and copied. */
export function Trend({ months, end, here, accounts = [], onChoose, tools }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  const shown = useMemo(() => twelve(months, end), [months, end])
  const draw = useCallback((inks: Inks) => trend(shown, here, inks), [shown, here])
  const describe = (name: string) => {
    const { income, expense } = monthOfAll(months, name)
    const { zh, en } = monthWords(name)
    return veiled
      ? say(monthWords(name))
      : say(
          words(
            `${zh}，收入 ${figure(income)}，支出 ${figure(expense)}`,
            `${en}, in ${figure(income)}, out ${figure(expense)}`,
          ),
        )
  }
  return (
    <MonthAxis
      label={say(words('按月收支', 'In and out by month'))}
      months={shown.map(({ month }) => month)}
      here={here}
      onChoose={onChoose}
      describe={describe}
      veiled={veiled}
      draw={draw}
    >
      <div className={style.legend}>
        <span>
          <i className={style.hatched} />
          {say(words('收入', 'In'))}
        </span>
        <span>
          <i className={style.solid} />
          {say(words('支出', 'Out'))}
        </span>
        {tools}
      </div>
      {!veiled && <Figures of={shown} accounts={accounts} />}
    </MonthAxis>
  )
}

function Figures({ of, accounts }: { of: readonly Month[]; accounts: readonly string[] }) {
  const say = useSay()
  return (
    <details className={style.figures}>
      <summary>{say(words('看每月数字', 'The figures by month'))}</summary>
      <div
        className={style.scroll}
        role="region"
        tabIndex={0}
        aria-label={say(words('每月数字', 'Figures by month'))}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{say(words('月份', 'Month'))}</th>
              <th scope="col">{say(words('收入', 'In'))}</th>
              <th scope="col">{say(words('支出', 'Out'))}</th>
              <th scope="col">{say(words('结余', 'Net'))}</th>
            </tr>
          </thead>
          <tbody>
            {[...of].reverse().map(({ month, income, expense }) => (
              <tr key={month}>
                <th scope="row">{say(monthWords(month))}</th>
                <td>
                  <Link to={monthAt(month, 'income', accounts, say(monthWords(month)))}>
                    {figure(income)}
                  </Link>
                </td>
                <td>
                  <Link to={monthAt(month, 'spending', accounts, say(monthWords(month)))}>
                    {figure(expense)}
                  </Link>
                </td>
                <td>{figure(money(income.minor - expense.minor, income.asset))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** Where the entries of a month's sum are. */
export function monthAt(
  month: string,
  side: 'income' | 'spending' | 'counted',
  accounts: readonly string[],
  title: string,
): string {
  return foundAt(
    {
      since: `${month}-01`,
      until: lastDay(month),
      side,
      ...(accounts.length > 0 && { accounts: [...accounts] }),
    },
    title,
  )
}

export function monthOfAll(months: readonly Month[], name: string): Month {
  return (
    months.find(({ month }) => month === name) ?? {
      month: name,
      income: money(0n),
      expense: money(0n),
      count: 0,
    }
  )
}

function twelve(months: readonly Month[], end: string): Month[] {
  return Array.from({ length: TREND }, (_, at) => monthOfAll(months, monthShifted(end, at + 1 - TREND)))
}
