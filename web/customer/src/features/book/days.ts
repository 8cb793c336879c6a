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
    const known = days.get(day)
    if (known) known.push(entry)
    else days.set(day, [entry])
  }
  return [...days.values()].map((all, index) => oneDay(all, complete || index < days.size - 1, whole))
}

interface Made {
  readonly day: DayOfEntries
  readonly closed: boolean
  readonly whole: boolean
}

// By its first entry. A day that is as it was stays the same object, so that a list of thousands draws only what is new.
const made = new WeakMap<Entry, Made>()

function oneDay(entries: readonly Entry[], closed: boolean, whole: boolean): DayOfEntries {
  const [first] = entries
  if (!first) throw new Error('a day without entries')
  const before = made.get(first)
  if (before?.day.entries.length === entries.length && before.closed === closed && before.whole === whole)
    return before.day
  const day = { day: dayOf(first.at), entries, sums: closed ? sumsOf(entries, whole) : null }
  made.set(first, { day, closed, whole })
  return day
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
