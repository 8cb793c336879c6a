import { describe, expect, it } from 'vitest'
import { clockOf, dayOf, dayWords, lastDay, monthShifted, weekdayWords } from '../src/time'

describe('the bank’s time', () => {
  it('is China’s, wherever the reader is', () => {
    expect(dayOf('2026-11-20T16:30:00Z')).toBe('2026-11-21')
    expect(clockOf('2026-11-20T16:30:00Z')).toBe('00:30')
  })

  it('walks months over years', () => {
    expect(monthShifted('2026-01', -1)).toBe('2025-12')
    expect(lastDay('2028-02')).toBe('2028-02-29')
  })

  it('names days, and the year only when it is another', () => {
    expect(dayWords('2026-11-21', '2026-11-22').zh).toBe('11月21日')
    expect(dayWords('2025-11-21', '2026-11-22').en).toBe('21 Nov 2025')
    expect(weekdayWords('2026-11-21', '2026-11-22').zh).toBe('周六 昨天')
  })
})
