/** What kinds of bills there are, and which icon stands for each. */

import type { ListedBiller, PaidBill } from '@sycee/client'
import { dayOf, dayWords, monthWords, words, type IconName, type Words } from '@sycee/kit'

type Category = ListedBiller['category']

export const ICONS: Readonly<Record<Category, IconName>> = {
  water: 'drop',
  power: 'house',
  gas: 'bowl',
  phone: 'handset',
  social: 'health',
}

/** What a bill is for, in words; what is no month is as the biller writes it. */
export function periodWords(period: string): Words {
  if (/^\d{4}-\d{2}$/.test(period)) return monthWords(period)
  if (/^\d{4}$/.test(period)) return words(`${period}年度`, `year ${period}`)
  return words(period, period)
}

/** Social security is a list of its own. */
export function isSocial({ category }: { category: Category }): boolean {
  return category === 'social'
}

/** How a paid bill stands. */
export const STATES: Readonly<Record<PaidBill['state'], Words>> = {
  paid: words('待销账', 'awaited'),
  settled: words('已销账', 'settled'),
  refunded: words('已退款', 'given back'),
}

/** Where one may pay again: each customer number once, the latest first. */
export function payAgain(bills: readonly PaidBill[]): PaidBill[] {
  const seen = new Set<string>()
  return bills.filter(({ code, tail }) => {
    const one = `${code} ${tail}`
    return !seen.has(one) && seen.add(one)
  })
}

/** The day on which something was paid. */
export function paidOn({ made_at }: PaidBill): Words {
  return dayWords(dayOf(made_at))
}
