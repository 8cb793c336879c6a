import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { EChartsCoreOption } from 'echarts/core'
import { monthMark, useSay } from '@sycee/kit'
import { Chart } from './chart'
import { useInks } from './inks'
import { axisRoom, type Inks } from './options'
import style from './chart.module.css'

interface Props {
  label: string
  months: readonly string[]
  /** The chosen month. */
  here: string
  onChoose: (month: string) => void
  /** What a month came to, in words: how its button is called. */
  describe: (month: string) => string
  /** Without letters where sums are veiled. */
  veiled: boolean
  /** The same every time while nothing changes. */
  draw: (inks: Inks) => EChartsCoreOption
  children?: ReactNode
}

/** A chart over months, each of which can be chosen; legend and figures stand below it. */
export function MonthAxis({ label, months, here, onChoose, describe, veiled, draw, children }: Props) {
  const say = useSay()
  const worn = useInks()
  const inks = useMemo(() => (veiled ? { ...worn, size: null } : worn), [worn, veiled])
  const drawn = useMemo(() => draw(inks), [draw, inks])
  return (
    <figure className={style.figure}>
      <div className={style.plot} style={{ '--room': `${axisRoom(inks)}px` } as CSSProperties}>
        <Chart of={drawn} />
        <div className={style.months} role="group" aria-label={label}>
          {months.map((month) => (
            <button
              key={month}
              type="button"
              aria-pressed={month === here}
              aria-label={describe(month)}
              onClick={() => {
                onChoose(month)
              }}
            >
              <span className={style.mark}>
                {inks.size === null ? Number(month.slice(5)) : say(monthMark(month))}
              </span>
            </button>
          ))}
        </div>
      </div>
      {children}
    </figure>
  )
}
