import { useCallback, useMemo } from 'react'
import { money, type Money, type Summary } from '@sycee/client'
import { Card, figure, monthShifted, monthWords, useSay, useSettings, words } from '@sycee/kit'
import { MonthAxis } from './chart/month-axis'
import { layered, layers, type Inks, type Layer } from './chart/options'
import { TREND } from './trend'
import style from './chart/chart.module.css'

interface Props {
  answer: Summary
  first: string
  month: string
  onChoose: (month: string) => void
}

/** What each of twelve months went to, the largest kinds upon each other; the figures stand below. */
export function Layers({ answer, first, month, onChoose }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  const months = useMemo(() => Array.from({ length: TREND }, (_, at) => monthShifted(first, at)), [first])
  const zero = useMemo(() => money(0n, answer.asset), [answer.asset])
  const others = say(words('其他', 'Others'))
  const shown = useMemo(
    () => layers(answer.groups, months, zero, others),
    [answer.groups, months, zero, others],
  )
  const draw = useCallback((inks: Inks) => layered(months, shown, inks), [months, shown])
  const sumOf = (name: string) => {
    const at = months.indexOf(name)
    return shown.reduce<Money>(
      (sum, { sums }) => ({ ...sum, minor: sum.minor + (sums[at]?.minor ?? 0n) }),
      zero,
    )
  }
  return (
    <Card padded={false}>
      <div className={style.inside}>
        <MonthAxis
          label={say(words('按月', 'By month'))}
          months={months}
          here={month}
          onChoose={onChoose}
          describe={(name) => `${say(monthWords(name))}${veiled ? '' : ` ${figure(sumOf(name))}`}`}
          veiled={veiled}
          draw={draw}
        >
          <div className={style.legend}>
            {shown.map(({ title }, at) => (
              <span key={title}>
                <i data-ink={at + 1} />
                {title}
              </span>
            ))}
          </div>
          {!veiled && <Figures months={months} of={shown} sumOf={sumOf} />}
        </MonthAxis>
      </div>
    </Card>
  )
}

function Figures({
  months,
  of,
  sumOf,
}: {
  months: readonly string[]
  of: readonly Layer[]
  sumOf: (month: string) => Money
}) {
  const say = useSay()
  const name = say(words('每月数字', 'Figures by month'))
  return (
    <details className={style.figures}>
      <summary>{say(words('看每月数字', 'The figures by month'))}</summary>
      <div className={style.scroll} role="region" tabIndex={0} aria-label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say(words('月份', 'Month'))}</th>
              {of.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
              <th scope="col">{say(words('合计', 'Sum'))}</th>
            </tr>
          </thead>
          <tbody>
            {months
              .map((month, at) => (
                <tr key={month}>
                  <th scope="row">{say(monthWords(month))}</th>
                  {of.map(({ title, sums }) => (
                    <td key={title}>{sums[at] && figure(sums[at])}</td>
                  ))}
                  <td>{figure(sumOf(month))}</td>
                </tr>
              ))
              .reverse()}
          </tbody>
        </table>
      </div>
    </details>
  )
}
