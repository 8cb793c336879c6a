import { Link } from 'react-router'
import type { Group } from '@sycee/client'
import { lastDay, summary, useSay, useSettings, words } from '@sycee/kit'
import { foundAt } from './found-at'
import style from './analysis.module.css'

const WEEKDAYS = [
  words('一', 'M'),
  words('二', 'T'),
  words('三', 'W'),
  words('四', 'T'),
  words('五', 'F'),
  words('六', 'S'),
  words('日', 'S'),
]

/** The days of a month, five inks deep by what they came to; a day leads to its entries. */
export function Calendar({ month, groups }: { month: string; groups: readonly Group[] }) {
  const say = useSay()
  const { veiled, language } = useSettings()
  const known = new Map(groups.map((group) => [group.keys[0], group]))
  const top = groups.reduce((most, { sum }) => (sum.minor > most ? sum.minor : most), 1n)
  const days = Number(lastDay(month).slice(8))
  const before = (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7
  return (
    <div className={style.calendar}>
      {WEEKDAYS.map((day, at) => (
        <span key={at} className={style.weekday} aria-hidden="true">
          {say(day)}
        </span>
      ))}
      {Array.from({ length: days }, (_, at) => {
        const day = `${month}-${String(at + 1).padStart(2, '0')}`
        const group = known.get(day)
        const place = at === 0 ? { gridColumnStart: before + 1 } : undefined
        if (!group)
          return (
            <span key={day} style={place} className={style.day}>
              {at + 1}
            </span>
          )
        const ink = group.sum.minor > 0n ? Math.ceil(Number((group.sum.minor * 4n) / top)) || 1 : 0
        return (
          <Link key={day} style={place} className={style.day} data-ink={ink} to={foundAt(group.drill, day)}>
            {at + 1}
            <small>{veiled ? '＊' : summary(group.sum, language)}</small>
          </Link>
        )
      })}
    </div>
  )
}
