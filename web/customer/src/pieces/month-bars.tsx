import { useId, type ReactNode } from 'react'
import type { Month } from '@sycee/client'
import { figure, monthMark, monthShifted, monthWords, useSay, words } from '@sycee/kit'
import style from './month-bars.module.css'

interface Props {
  months: readonly Month[]
  /** The last month shown, `2026-11`. */
  end: string
  count: number
  /** The chosen month. */
  here: string
  onChoose: (month: string) => void
  /** What stands at the end of the legend, instead of the unit. */
  tools?: ReactNode
}

const TALL = 92

/** In and out by month; in is hatched, out is solid. The chart is the selector. */
export function MonthBars({ months, end, count, here, onChoose, tools }: Props) {
  const say = useSay()
  const known = new Map(months.map((month) => [month.month, month]))
  const shown = Array.from({ length: count }, (_, index) => monthShifted(end, index + 1 - count))
  const top = shown.reduce(
    (most, month) => max(most, known.get(month)?.income.minor, known.get(month)?.expense.minor),
    1n,
  )
  const tall = (minor: bigint | undefined) => Number(((minor ?? 0n) * BigInt(TALL)) / top)
  return (
    <div>
      <div className={style.bars} role="group" aria-label={say(words('按月收支', 'In and out by month'))}>
        {shown.map((month) => (
          <button
            key={month}
            type="button"
            className={month === here ? style.here : undefined}
            aria-pressed={month === here}
            aria-label={describe(month, known.get(month), say)}
            onClick={() => {
              onChoose(month)
            }}
          >
            <span className={style.plot}>
              <Hatched tall={tall(known.get(month)?.income.minor)} />
              <Solid tall={tall(known.get(month)?.expense.minor)} />
            </span>
            <span className={style.mark}>{say(monthMark(month))}</span>
          </button>
        ))}
      </div>
      <div className={style.legend}>
        <span>
          <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="var(--ink1)">
            <path d="M.5.5h11v11H.5zM.5 8 8 .5M4 11.5 11.5 4" />
          </svg>
          {say(words('收入', 'In'))}
        </span>
        <span>
          <svg width="12" height="12" viewBox="0 0 12 12">
            <path d="M0 0h12v12H0z" fill="var(--ink1)" />
          </svg>
          {say(words('支出', 'Out'))}
        </span>
        {tools ?? <em>{say(words('单位 元', 'in CNY'))}</em>}
      </div>
    </div>
  )
}

function Hatched({ tall }: { tall: number }) {
  const id = useId()
  if (tall < 1) return <svg viewBox="0 0 15 95" aria-hidden="true" />
  const y = 95 - tall
  return (
    <svg viewBox="0 0 15 95" fill="none" strokeWidth="1" className={style.in} aria-hidden="true">
      <clipPath id={id}>
        <rect x="1" y={y} width="13" height={tall} stroke="none" />
      </clipPath>
      <path
        clipPath={`url(#${id})`}
        d={Array.from({ length: 20 }, (_, line) => `M0 ${line * 6 + 6}L15 ${line * 6 - 9}`).join('')}
      />
      <rect x=".5" y={y + 0.5} width="14" height={tall} />
    </svg>
  )
}

function Solid({ tall }: { tall: number }) {
  return (
    <svg viewBox="0 0 15 95" className={style.out} aria-hidden="true">
      <rect x="0" y={95 - tall} width="15" height={tall} />
    </svg>
  )
}

function max(...values: (bigint | undefined)[]): bigint {
  return values.reduce<bigint>((most, value) => (value !== undefined && value > most ? value : most), 0n)
}

function describe(month: string, of: Month | undefined, say: ReturnType<typeof useSay>): string {
  const inward = of ? figure(of.income) : '0.00'
  const outward = of ? figure(of.expense) : '0.00'
  return say(
    words(
      `${monthWords(month).zh}，收入 ${inward}，支出 ${outward}`,
      `${monthWords(month).en}, in ${inward}, out ${outward}`,
    ),
  )
}
