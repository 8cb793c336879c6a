/** Days and hours as the bank counts them: in China, wherever the reader is. */

import { words, type Words } from './words'

const ZONE_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = [
  words('周日', 'Sun'),
  words('周一', 'Mon'),
  words('周二', 'Tue'),
  words('周三', 'Wed'),
  words('周四', 'Thu'),
  words('周五', 'Fri'),
  words('周六', 'Sat'),
] as const

function local(instant: string | number): string {
  return new Date(new Date(instant).getTime() + ZONE_MS).toISOString()
}

/** The bank's day of an instant, `2026-11-21`. */
export function dayOf(instant: string | number): string {
  return local(instant).slice(0, 10)
}

/** `09:26`. */
export function clockOf(instant: string | number): string {
  return local(instant).slice(11, 16)
}

/** `09:26:14`. */
export function secondsOf(instant: string | number): string {
  return local(instant).slice(11, 19)
}

export function today(now: number = Date.now()): string {
  return dayOf(now)
}

/** The day `days` after (before, when negative). */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The month `months` after (before, when negative), `2026-11`. */
export function monthShifted(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

export function lastDay(month: string): string {
  return shifted(`${monthShifted(month, 1)}-01`, -1)
}

/** `11月21日`, with the year when it is not this one. */
export function dayWords(day: string, now: string = today()): Words {
  const [year = '', month = '', date = ''] = day.split('-')
  const other = year !== now.slice(0, 4)
  return words(
    `${other ? `${year}年` : ''}${Number(month)}月${Number(date)}日`,
    `${Number(date)} ${monthName(month)}${other ? ` ${year}` : ''}`,
  )
}

/** `周六 今天`. */
export function weekdayWords(day: string, now: string = today()): Words {
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? WEEKDAYS[0]
  if (day === now) return words(`${weekday.zh} 今天`, `${weekday.en}, today`)
  if (day === shifted(now, -1)) return words(`${weekday.zh} 昨天`, `${weekday.en}, yesterday`)
  return weekday
}

/** `2026年11月`. */
export function monthWords(month: string): Words {
  const [year = '', number = ''] = month.split('-')
  return words(`${year}年${Number(number)}月`, `${monthName(number)} ${year}`)
}

/** `11月`, as an axis has it. */
export function monthMark(month: string): Words {
  const number = month.slice(5)
  return words(`${Number(number)}月`, monthName(number))
}

/** `11月21日 09:26`. */
export function momentWords(instant: string): Words {
  const day = dayWords(dayOf(instant))
  return words(`${day.zh} ${clockOf(instant)}`, `${day.en}, ${clockOf(instant)}`)
}

/** `2026-11-21 09:26:16`, as a receipt has it. */
export function exactly(instant: string): string {
  return `${dayOf(instant)} ${secondsOf(instant)}`
}

/** The greeting of the hour. */
export function greeting(now: number = Date.now()): Words {
  const hour = Number(clockOf(now).slice(0, 2))
  if (hour < 5 || hour >= 23) return words('夜深了', 'Good night')
  if (hour < 11) return words('早上好', 'Good morning')
  if (hour < 13) return words('中午好', 'Good day')
  return hour < 18 ? words('下午好', 'Good afternoon') : words('晚上好', 'Good evening')
}

function monthName(number: string): string {
  return MONTHS[Number(number) - 1] ?? ''
}
