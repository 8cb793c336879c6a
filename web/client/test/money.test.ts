import { describe, expect, it } from 'vitest'
import { add, decimal, decode, encode, money, parseMoney, partsOf, total } from '../src/money'

describe('money', () => {
  it('reads decimal strings into minor units', () => {
    expect(parseMoney('500.00')).toEqual({ minor: 50000n, asset: 'CNY' })
    expect(parseMoney('-0.05')?.minor).toBe(-5n)
    expect(parseMoney('−12.3')?.minor).toBe(-1230n)
    expect(parseMoney('7', 'JPY')?.minor).toBe(7n)
  })

  it('refuses what it cannot hold', () => {
    for (const text of ['', '1.001', '1,000', 'abc', '1.', '.5', '1e3', '١٢'])
      expect(parseMoney(text), text).toBeNull()
  })

  it('keeps sums beyond what a float can', () => {
    expect(decimal(add(money(9007199254740993n), money(1n)))).toBe('90071992547409.94')
  })

  it('draws the parts of small and negative sums', () => {
    expect(partsOf(money(-5n))).toEqual({ negative: true, whole: '0', fraction: '05' })
    expect(partsOf(money(7n, 'JPY'))).toEqual({ negative: false, whole: '7', fraction: '' })
  })

  it('travels as a decimal string and comes back the same', () => {
    const ask = { source: 11, amount: money(-123456n), memo: '房租' }
    expect(encode(ask)).toBe('{"source":11,"amount":{"amount":"-1234.56","asset":"CNY"},"memo":"房租"}')
    expect(decode(encode(ask))).toEqual(ask)
  })

  it('does not add apples to pears', () => {
    expect(() => add(money(1n), money(1n, 'USD'))).toThrow()
    expect(total([])).toEqual(money(0n))
  })
})
