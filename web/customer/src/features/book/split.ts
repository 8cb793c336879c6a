/** Splitting an entry into parts: how much is left to give, and whether it fits. */

import { money, type Money, type PartOf, type Told } from '@sycee/client'
import { typedMoney } from '@sycee/kit'

export interface Part {
  readonly category: string
  /** As it is typed. */
  readonly amount: string
}

export const PARTS_MAX = 20

/** What the parts have to add up to: what the entry counts, which is less than its amount where some came back. */
export function wholeOf(told: Told): Money {
  const whole =
    told.parts.length > 0 ? told.parts.reduce((sum, { amount }) => sum + amount.minor, 0n) : counted(told)
  return money(whole < 0n ? -whole : whole, told.entry.amount.asset)
}

function counted(told: Told): bigint {
  return told.counts.minor === 0n ? told.entry.amount.minor : told.counts.minor
}

/** What is not given to any part yet; below nothing where the parts are too much. */
export function left(whole: Money, parts: readonly Part[]): Money {
  const given = parts.reduce((sum, { amount }) => sum + (typedMoney(amount, whole.asset)?.minor ?? 0n), 0n)
  return money(whole.minor - given, whole.asset)
}

/** The parts as the bank is asked for them; null while they do not fit. */
export function partsAsked(whole: Money, parts: readonly Part[]): PartOf[] | null {
  if (parts.length < 2 || left(whole, parts).minor !== 0n) return null
  const asked = parts.map(({ category, amount }) => {
    const typed = typedMoney(amount, whole.asset)
    return typed && category ? { category, amount: typed } : null
  })
  return asked.every((part) => part !== null) ? asked : null
}
