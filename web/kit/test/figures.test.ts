import { describe, expect, it } from 'vitest'
import { money } from '@sycee/client'
import { change, figure, standalone, summary } from '../src/figures'
import { capital, spelled } from '../src/spelled'
import { tidyAmount, typedMoney } from '../src/typed'

describe('figures', () => {
  it('writes rows with U+2212 and commas', () => {
    expect(figure(money(-128000n))).toBe('−1,280.00')
    expect(figure(money(1864000n), true)).toBe('+18,640.00')
    expect(figure(money(0n), true)).toBe('0.00')
    expect(figure(money(1234567n, 'JPY'))).toBe('1,234,567')
  })

  it('writes standalone sums with their sign', () => {
    expect(standalone(money(1234567n))).toBe('¥12,345.67')
    expect(standalone(money(-5n, 'USD'))).toBe('−$0.05')
  })

  it('shortens only large sums', () => {
    expect(summary(money(128463052n), 'zh')).toBe('128.46 万')
    expect(summary(money(43600000000n), 'zh')).toBe('4.36 亿')
    expect(summary(money(999999n), 'zh')).toBe('9,999.99')
    expect(summary(money(128463052n), 'en')).toBe('1.28 M')
  })

  it('compares months in tenths of a percent', () => {
    expect(change(money(928640n), money(1060480n))).toEqual({ less: true, percent: '12.4%' })
    expect(change(money(1n), money(0n))).toBeNull()
  })
})

describe('spelled out', () => {
  it.each([
    [800000n, '人民币捌仟元整'],
    [0n, '人民币零元整'],
    [5n, '人民币伍分'],
    [50n, '人民币伍角整'],
    [105n, '人民币壹元零伍分'],
    [150n, '人民币壹元伍角整'],
    [1000100n, '人民币壹万零壹元整'],
    [1001000n, '人民币壹万零壹拾元整'],
    [10_0000_0000n, '人民币壹仟万元整'],
    [10_0000_0001_00n, '人民币壹拾亿零壹元整'],
    [1_0001_0000_00n, '人民币壹亿零壹万元整'],
    [1409050n, '人民币壹万肆仟零玖拾元伍角整'],
    [107000_53n, '人民币壹拾万柒仟元伍角叁分'],
    [-100n, '人民币负壹元整'],
  ])('%s fen', (minor, words) => {
    expect(capital(money(minor))).toBe(words)
  })

  it('spells English too', () => {
    expect(spelled(money(800000n))).toBe('CNY eight thousand and 00/100')
    expect(spelled(money(12345605n))).toBe(
      'CNY one hundred twenty-three thousand four hundred fifty-six and 05/100',
    )
    expect(spelled(money(0n))).toBe('CNY zero and 00/100')
  })
})

describe('typing an amount', () => {
  it.each([
    ['８０００', '8000'],
    ['1,280.5', '1280.5'],
    ['1.239', '1.23'],
    ['007', '7'],
    ['.5', '0.5'],
    ['1.2.3', '1.23'],
    ['abc', ''],
    ['12。5', '12.5'],
    ['-5', '5'],
  ])('%s becomes %s', (typed, tidy) => {
    expect(tidyAmount(typed)).toBe(tidy)
  })

  it('is no amount until it is above zero', () => {
    expect(typedMoney('0.00')).toBeNull()
    expect(typedMoney('')).toBeNull()
    expect(typedMoney('12.')?.minor).toBe(1200n)
  })
})
