/** Entries laid out by day, with what came in and went out where all of the day is there. */

import { add, money, type Entry, type Money } from '@sycee/client'
import { dayOf } from '@sycee/kit'

export interface DayOfEntries {
  readonly day: string
  readonly entries: readonly Entry[]
  /** Null while more of this day may still come, or where assets differ. */
  readonly sums: { readonly income: Money; readonly expense: Money } | null
}

/** `whole`: all accounts are shown, so that moves between them are neither income nor expense. */
export function byDay(entries: readonly Entry[], complete: boolean, whole: boolean): DayOfEntries[] {
  const days = new Map<string, Entry[]>()
  for (const entry of entries) {
    const day = dayOf(entry.at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].map(([day, all], index) => ({
    day,
    entries: all,
    sums: complete || index < days.size - 1 ? sumsOf(all, whole) : null,
  }))
}

function sumsOf(entries: readonly Entry[], whole: boolean): DayOfEntries['sums'] {
  const asset = entries[0]?.amount.asset ?? 'CNY'
  if (entries.some(({ amount }) => amount.asset !== asset)) return null
  const zero = money(0n, asset)
  const counted = entries.filter(({ kind }) => !whole || kind !== 'own')
  if (counted.length === 0) return null
  return {
    income: counted
      .filter(({ amount }) => amount.minor > 0n)
      .reduce((sum, { amount }) => add(sum, amount), zero),
    expense: counted
      .filter(({ amount }) => amount.minor < 0n)
      .reduce((sum, { amount }) => money(sum.minor - amount.minor, asset), zero),
  }
}
