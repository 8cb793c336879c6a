import { describe, expect, it } from 'vitest'
import { money, type Entry, type Group, type Told } from '@sycee/client'
import { layers, trend, type Inks } from '../src/features/book/chart/options'
import { left, partsAsked, wholeOf } from '../src/features/book/split'
import { tagTrouble, tidyTag } from '../src/features/book/tags'

const entry: Entry = {
  id: 'out:1:1',
  account: 'out:1',
  at: '2026-11-01T04:00:00Z',
  value_on: '2026-11-01',
  amount: money(-14300n),
  balance: null,
  kind: 'purchase',
  kind_title: '消费',
  title: '',
  counterparty: '',
  memo: '',
  source: 'outside',
  same: null,
}
const told = (change: Partial<Told>): Told => ({
  entry,
  category: 'groceries',
  category_title: '买菜超市',
  because: 'words',
  counts: money(-14300n),
  counterparty: '',
  counterparty_title: '',
  excluded: false,
  note: '',
  tags: [],
  parts: [],
  ...change,
})

describe('an entry in parts', () => {
  it('is what it counts: less where some came back, its amount where it counts in no sum', () => {
    expect(wholeOf(told({})).minor).toBe(14300n)
    expect(wholeOf(told({ counts: money(-10000n) })).minor).toBe(10000n)
    expect(wholeOf(told({ counts: money(0n), excluded: true })).minor).toBe(14300n)
    const parts = [1n, 2n].map((minor) => ({ category: 'home', category_title: '', amount: money(-minor) }))
    expect(wholeOf(told({ counts: money(0n), excluded: true, parts })).minor).toBe(3n)
  })

  it('fits only when nothing is left, to the cent, and every part is for something', () => {
    const whole = money(14300n)
    const parts = [
      { category: 'home', amount: '100' },
      { category: 'health', amount: '42.99' },
    ]
    expect(left(whole, parts).minor).toBe(1n)
    expect(partsAsked(whole, parts)).toBeNull()
    const fits = parts.map((part, at) => (at === 1 ? { ...part, amount: '43' } : part))
    expect(partsAsked(whole, fits)).toEqual([
      { category: 'home', amount: money(10000n) },
      { category: 'health', amount: money(4300n) },
    ])
    expect(
      partsAsked(
        whole,
        fits.map((part) => ({ ...part, category: '' })),
      ),
    ).toBeNull()
    expect(partsAsked(whole, [{ category: 'home', amount: '143' }])).toBeNull()
    expect(left(whole, [{ category: '', amount: '200' }]).minor).toBe(-5700n)
  })
})

describe('a tag', () => {
  it('is taken without blanks around and a mark before', () => {
    expect(tidyTag('  #加班 ')).toBe('加班')
    expect(tagTrouble('加班', [])).toBeNull()
  })

  it('is refused where the bank would refuse it', () => {
    expect(tagTrouble('', [])).toBe('empty')
    expect(tagTrouble('两 个', [])).toBe('blank')
    expect(tagTrouble('a,b', [])).toBe('blank')
    expect(tagTrouble('字'.repeat(21), [])).toBe('long')
    expect(tagTrouble('加班', ['加班'])).toBe('twice')
    expect(
      tagTrouble(
        '新',
        Array.from({ length: 10 }, (_, at) => String(at)),
      ),
    ).toBe('many')
  })
})

describe('what is drawn', () => {
  const months = ['2026-10', '2026-11']
  const group = (month: string, code: string, fen: bigint): Group => ({
    keys: [`${month}-01`, code],
    titles: [month, code],
    sum: money(fen),
    count: 1,
    share_bp: 0,
    average: money(fen),
    earlier: null,
    year_ago: null,
    drill: {},
  })

  it('are the largest kinds by themselves and the others as one; nothing is lost', () => {
    const groups = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((code, at) =>
      months.map((month) => group(month, code, BigInt(100 * (at + 1)))),
    )
    const found = layers(groups, months, money(0n), '其他')
    expect(found.map(({ title }) => title)).toEqual(['f', 'e', 'd', 'c', '其他'])
    expect(found.at(-1)?.sums).toEqual([money(300n), money(300n)])
    const all = found.flatMap(({ sums }) => sums).reduce((sum, { minor }) => sum + minor, 0n)
    expect(all).toBe(4200n)
  })

  it('has the chosen month in the darkest ink', () => {
    const inks: Inks = { ink: ['1', '2', '3', '4', '5'], sheet: 's', line: 'l', font: 'f', size: 11 }
    const of = months.map((month) => ({ month, income: money(500n), expense: money(-1n) }))
    const { series } = trend(of, '2026-11', inks) as {
      series: { data: { value: number; itemStyle: { color: string; borderColor?: string } }[] }[]
    }
    expect(series[0]?.data.map(({ itemStyle }) => itemStyle.borderColor)).toEqual(['4', '1'])
    expect(series[1]?.data.map(({ itemStyle }) => itemStyle.color)).toEqual(['5', '1'])
    expect(series[1]?.data.map(({ value }) => value)).toEqual([-0.01, -0.01])
  })
})
