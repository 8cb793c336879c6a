import { describe, expect, it } from 'vitest'
import { money, type Entry } from '@sycee/client'
import { byDay } from '../src/features/book/days'
import { askFor, narrowed, NO_FILTERS, readFilters, writeFilters } from '../src/features/book/filters'
import { joined } from '../src/shell/merge'

const entry = (id: string, at: string, fen: bigint, kind = 'purchase'): Entry => ({
  id,
  account: 'own:1',
  at,
  value_on: at.slice(0, 10),
  amount: money(fen),
  balance: null,
  kind,
  kind_title: '消费',
  title: '',
  counterparty: '',
  memo: '',
  source: 'bank',
  same: null,
})

describe('pages joined by cursor', () => {
  const start = { items: [], next: undefined }

  it('go on where the last ended', () => {
    const first = joined(start, undefined, { items: [{ id: 'a' }, { id: 'b' }], next: 'c1' })
    const second = joined(first, 'c1', { items: [{ id: 'c' }], next: null })
    expect(second).toEqual({ items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], next: null })
  })

  it('ignore a page that comes twice or out of turn, and items already there', () => {
    const first = joined<{ id: string }>(start, undefined, { items: [{ id: 'a' }], next: 'c1' })
    expect(joined(first, undefined, { items: [{ id: 'x' }], next: 'c9' })).toBe(first)
    expect(joined(first, 'c1', { items: [{ id: 'a' }, { id: 'b' }], next: null }).items).toEqual([
      { id: 'a' },
      { id: 'b' },
    ])
  })
})

describe('days', () => {
  it('sum only what is all there, and leave own moves out', () => {
    const days = byDay(
      [
        entry('1', '2026-11-21T02:00:00Z', -500n),
        entry('2', '2026-11-21T01:00:00Z', -200n, 'own'),
        entry('3', '2026-11-20T01:00:00Z', 900n),
      ],
      false,
      true,
    )
    expect(days.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20'])
    expect(days[0]?.sums).toEqual({ income: money(0n), expense: money(500n) })
    expect(days[1]?.sums).toBeNull()
  })

  it('stay the same objects while the list goes on, but for the one that goes on', () => {
    const read = [entry('1', '2026-11-21T02:00:00Z', -500n), entry('2', '2026-11-20T01:00:00Z', -200n)]
    const before = byDay(read, false, true)
    const after = byDay([...read, entry('3', '2026-11-20T00:30:00Z', 900n)], true, true)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]?.sums).toEqual({ income: money(900n), expense: money(200n) })
  })
})

describe('filters', () => {
  it('stand in the address and come back', () => {
    const filters = {
      ...NO_FILTERS,
      accounts: ['own:1', 'out:3'],
      month: '2026-09',
      direction: 'out' as const,
      least: '10',
      text: '面馆',
    }
    expect(readFilters(writeFilters(filters))).toEqual(filters)
    expect(askFor(filters)).toEqual({
      accounts: ['own:1', 'out:3'],
      until: '2026-09-30',
      least: '10.00',
      direction: 'out',
      text: '面馆',
      limit: 30,
    })
  })

  it('drop what is no filter', () => {
    expect(readFilters(new URLSearchParams('month=13&since=x&direction=up&least=-1'))).toEqual(NO_FILTERS)
    expect(narrowed({ ...NO_FILTERS, accounts: ['own:1'], since: '2026-01-01' })).toBe(false)
  })
})
