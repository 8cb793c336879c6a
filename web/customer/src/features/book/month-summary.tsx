import { useState } from 'react'
import { money, type BookMonthsAnswer, type Month } from '@sycee/client'
import {
  Amount,
  Bone,
  ButtonLink,
  change,
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
} from '@sycee/kit'
import { MonthBars } from '../../pieces/month-bars'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'
import style from './book.module.css'

interface Props {
  of: Reading<BookMonthsAnswer, never>
  here: string
  onChoose: (month: string) => void
}

const WINDOW = 6

/** The chosen month's out and in, and the bars by which it is chosen. */
export function MonthSummary({ of, here, onChoose }: Props) {
  const shown = (
    <Show of={of} bones={<Bones />}>
      {({ months }) => <Chosen months={months} here={here} onChoose={onChoose} />}
    </Show>
  )
  return of.trouble && !of.answer ? <div className={style.tail}>{shown}</div> : shown
}

function Bones() {
  return (
    <div className={style.summary}>
      <div style={{ display: 'grid', gap: 14 }}>
        <Bone width={120} />
        <Bone width={180} height={36} />
        <Bone width="100%" height={150} />
      </div>
    </div>
  )
}

function Chosen({
  months,
  here,
  onChoose,
}: {
  months: readonly Month[]
  here: string
  onChoose: Props['onChoose']
}) {
  const say = useSay()
  const { veiled } = useSettings()
  const month = of(months, here)
  return (
    <section className={style.summary} aria-label={say(monthWords(here))}>
      <div className={style.sums}>
        <div>
          <p>{say(words(`${monthWords(here).zh} 支出`, `Out in ${monthWords(here).en}`))}</p>
          <Hero value={month.expense} veiled={veiled} />
        </div>
        <div className={style.right}>
          <p>
            {say(words('收入', 'In'))} <Amount value={month.income} veiled={veiled} />
          </p>
          <Compared months={months} here={here} />
        </div>
      </div>
      <Window months={months} here={here} onChoose={onChoose} />
      <div className={style.acts}>
        <ButtonLink to={`/book/analysis?month=${here}`}>{say(words('收支分析', 'Where it goes'))}</ButtonLink>
        <ButtonLink to={`/book/statement?month=${here}`}>{say(words('月度账单', 'Statement'))}</ButtonLink>
        <ButtonLink to={`/book/export?since=${here}-01&until=${lastDay(here)}`}>
          {say(words('导出', 'Export'))}
        </ButtonLink>
        <ButtonLink to="/book/search">{say(words('智能搜索', 'Smart search'))}</ButtonLink>
        <ButtonLink to="/book/reminders">{say(words('账本提醒', 'Reminders'))}</ButtonLink>
      </div>
    </section>
  )
}

/** Six months at a time; the window follows the chosen month. */
function Window({
  months,
  here,
  onChoose,
}: {
  months: readonly Month[]
  here: string
  onChoose: Props['onChoose']
}) {
  const say = useSay()
  const now = monthOf(today())
  const [turned, setTurned] = useState<{ end: string; from: string } | null>(null)
  const end = turned?.from === here ? turned.end : around(here, turned?.end ?? now, now)
  const oldest = months.at(-1)?.month ?? now
  const turn = (by: number) => {
    setTurned({ end: least(monthShifted(end, by), now), from: here })
  }
  return (
    <MonthBars
      months={months}
      end={end}
      count={WINDOW}
      here={here}
      onChoose={onChoose}
      tools={
        <span className={style.turn}>
          <button
            type="button"
            disabled={monthShifted(end, 1 - WINDOW) <= oldest}
            onClick={() => {
              turn(-WINDOW)
            }}
          >
            <Icon name="left" size={14} />
            {say(words('更早', 'Earlier'))}
          </button>
          <button
            type="button"
            disabled={end >= now}
            onClick={() => {
              turn(WINDOW)
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

function Compared({ months, here }: { months: readonly Month[]; here: string }) {
  const say = useSay()
  const before = monthShifted(here, -1)
  const moved = change(of(months, here).expense, of(months, before).expense)
  if (!moved) return null
  const mark = monthMark(before)
  return (
    <p>
      {say(
        words(
          `比 ${mark.zh}全月${moved.less ? '少' : '多'} `,
          `${moved.less ? 'less' : 'more'} than ${mark.en}: `,
        ),
      )}
      <b>{moved.percent}</b>
    </p>
  )
}

/** The window's end for a month: the last window if it still shows the month, else one that ends with it. */
function around(here: string, end: string, now: string): string {
  const inside = here <= end && here >= monthShifted(end, 1 - WINDOW)
  return inside ? end : least(monthShifted(here, 2), now)
}

function least(a: string, b: string): string {
  return a < b ? a : b
}

function of(months: readonly Month[], name: string): Month {
  return (
    months.find(({ month }) => month === name) ?? {
      month: name,
      income: money(0n),
      expense: money(0n),
      count: 0,
    }
  )
}
