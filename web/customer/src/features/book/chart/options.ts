/** What is drawn, from sums and inks alone. Heights are drawn from floats; figures are written elsewhere, exactly. */

import type { EChartsCoreOption } from 'echarts/core'
import { partsOf, type Group, type Money } from '@sycee/client'

/** The five inks, the ground, and how axes are lettered, as they stand on the page now. */
export interface Inks {
  readonly ink: readonly [string, string, string, string, string]
  readonly sheet: string
  readonly line: string
  readonly font: string
  /** Of letters on an axis; none where they would be too large for it. */
  readonly size: number | null
}

export interface MonthSums {
  readonly month: string
  readonly income: Money
  readonly expense: Money
}

/** One kind of spending over the months, newest last. */
export interface Layer {
  readonly title: string
  readonly sums: readonly Money[]
}

/** Room for the letters of the axis of sums. */
export const AXIS = 34

export function axisRoom(inks: Pick<Inks, 'size'>): number {
  return inks.size === null ? 0 : AXIS
}

/** In is hatched, out is solid; the chosen month in the darkest ink. */
export function trend(months: readonly MonthSums[], here: string, inks: Inks): EChartsCoreOption {
  const [dark, , , pale, faint] = inks.ink
  const bar = (sum: Money, colour: string, hatched: boolean) => ({
    value: tall(sum),
    itemStyle: hatched
      ? { color: inks.sheet, borderColor: colour, borderWidth: 1, decal: hatch(colour) }
      : { color: colour },
  })
  return {
    ...frame(
      months.map(({ month }) => month),
      inks,
    ),
    series: [
      {
        type: 'bar',
        barWidth: '34%',
        barGap: '14%',
        data: months.map(({ month, income }) => bar(income, month === here ? dark : pale, true)),
      },
      {
        type: 'bar',
        barWidth: '34%',
        data: months.map(({ month, expense }) => bar(expense, month === here ? dark : faint, false)),
      },
    ],
  }
}

/** Kinds of spending upon each other, darkest first. */
export function layered(months: readonly string[], layers: readonly Layer[], inks: Inks): EChartsCoreOption {
  return {
    ...frame(months, inks),
    series: layers.map(({ title, sums }, at) => ({
      type: 'bar',
      name: title,
      stack: 'all',
      barWidth: '62%',
      data: sums.map(tall),
      itemStyle: {
        color: inks.ink[at] ?? inks.ink[4],
        borderColor: inks.sheet,
        borderWidth: 1,
      },
    })),
  }
}

function frame(names: readonly string[], inks: Inks): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: inks.font },
    grid: { left: axisRoom(inks), right: 0, top: 10, bottom: 1 },
    xAxis: {
      type: 'category',
      data: [...names],
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: inks.ink[4] } },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      axisLabel: {
        show: inks.size !== null,
        fontSize: inks.size ?? 11,
        color: inks.ink[2],
        margin: 6,
        formatter: short,
      },
      splitLine: { lineStyle: { color: inks.line } },
    },
  }
}

function hatch(colour: string): object {
  return { symbol: 'rect', color: colour, dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: -Math.PI / 4 }
}

/** In whole units of money, for a height only. */
function tall(sum: Money): number {
  const { negative, whole, fraction } = partsOf(sum)
  return Number(`${negative ? '-' : ''}${whole}.${fraction || '0'}`)
}

/** `1.5万`, `20k`: the round numbers of an axis. */
function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${String(Math.round(value / 1e5) / 10)}M`
  return size >= 1000 ? `${String(Math.round(value / 100) / 10)}k` : String(value)
}

/** The largest kinds over all months by themselves, and the others as one. Groups are by month and category. */
export function layers(
  groups: readonly Group[],
  months: readonly string[],
  zero: Money,
  others: string,
  most = 4,
): Layer[] {
  const found = new Map<string, { title: string; sums: bigint[]; whole: bigint }>()
  for (const { keys, titles, sum } of groups) {
    const [key = '', title = ''] = [keys[1], titles[1]]
    const kind = found.get(key) ?? { title, sums: months.map(() => 0n), whole: 0n }
    const at = months.indexOf((keys[0] ?? '').slice(0, 7))
    if (at >= 0 && sum.minor > 0n) {
      kind.sums[at] = (kind.sums[at] ?? 0n) + sum.minor
      kind.whole += sum.minor
    }
    found.set(key, kind)
  }
  const order = [...found.values()]
    .filter(({ whole }) => whole > 0n)
    .sort((a, b) => (b.whole > a.whole ? 1 : -1))
  const rest = order.slice(most)
  const together = months.map((_, at) => rest.reduce((sum, { sums }) => sum + (sums[at] ?? 0n), 0n))
  return [...order.slice(0, most), ...(rest.length > 0 ? [{ title: others, sums: together }] : [])].map(
    ({ title, sums }) => ({ title, sums: sums.map((minor) => ({ ...zero, minor })) }),
  )
}
