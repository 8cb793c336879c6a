/** How sums are written: U+2212 for minus, commas by thousands, the fraction always in full. */

import { absolute, partsOf, type Money } from '@sycee/client'

export const MINUS = '−'
const SYMBOLS: Readonly<Record<string, string>> = {
  CNY: '¥',
  USD: '$',
  HKD: 'HK$',
  EUR: '€',
  GBP: '£',
  JPY: 'JP¥',
}

/** The sign before a standalone sum; the asset's own code where it has no common sign. */
export function symbolOf(asset: string): string {
  return SYMBOLS[asset] ?? `${asset} `
}

export function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** As in a row: `−1,280.00`; `+` only when asked for. */
export function figure(value: Money, plus = false): string {
  const { negative, whole, fraction } = partsOf(value)
  const sign = negative ? MINUS : plus && value.minor > 0n ? '+' : ''
  return `${sign}${grouped(whole)}${fraction && `.${fraction}`}`
}

/** Standing alone: `¥12,345.67`. */
export function standalone(value: Money): string {
  return `${value.minor < 0n ? MINUS : ''}${symbolOf(value.asset)}${figure(absolute(value))}`
}

/** For summaries only, never in a confirm, receipt or list: `128.46 万`, `1.28 M`. */
export function summary(value: Money, language: 'zh' | 'en'): string {
  const steps = language === 'zh' ? ZH_STEPS : EN_STEPS
  const { negative, whole } = partsOf(value)
  const step = steps.find(({ digits }) => whole.length > digits)
  if (!step) return figure(value)
  const scale = 10n ** BigInt(step.digits - 2)
  const hundredths = ((BigInt(whole) + scale / 2n) / scale).toString()
  return `${negative ? MINUS : ''}${grouped(hundredths.slice(0, -2))}.${hundredths.slice(-2)} ${step.unit}`
}

const ZH_STEPS = [
  { digits: 8, unit: '亿' },
  { digits: 4, unit: '万' },
]
const EN_STEPS = [
  { digits: 9, unit: 'bn' },
  { digits: 6, unit: 'M' },
]

/** How much larger or smaller than before, in tenths of a percent; null without a before. */
export function change(now: Money, before: Money): { less: boolean; percent: string } | null {
  if (before.minor === 0n) return null
  const difference = absolute({ minor: now.minor - before.minor, asset: now.asset }).minor
  const base = absolute(before).minor
  const tenths = (difference * 2000n + base) / (base * 2n)
  return { less: now.minor < before.minor, percent: `${tenths / 10n}.${tenths % 10n}%` }
}
