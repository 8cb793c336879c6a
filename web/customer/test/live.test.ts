import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { money, type Entry, type Line } from '@sycee/client'
import { freshened } from '../src/shell/merge'
import { arrived, seenIn } from '../src/shell/news'
import { Socket, type Ears } from '../src/shell/socket'

class Wire implements Line {
  onopen: Line['onopen'] = null
  onmessage: Line['onmessage'] = null
  onclose: Line['onclose'] = null
  closed = false
  close() {
    this.closed = true
  }
  tells(...facts: string[]) {
    this.onmessage?.({ data: JSON.stringify({ facts }) })
  }
}

let wires: Wire[]
const ears = {
  open: vi.fn(),
  hear: vi.fn(),
  resume: vi.fn(),
  end: vi.fn(),
  doubt: vi.fn(),
  chance: () => 1,
} satisfies Ears
const last = () => wires.at(-1) ?? new Wire()

beforeEach(() => {
  vi.useFakeTimers()
  Object.values(ears).forEach((ear) => {
    if (vi.isMockFunction(ear)) ear.mockReset()
  })
  wires = []
  ears.open.mockImplementation(() => {
    const wire = new Wire()
    wires.push(wire)
    return wire
  })
})
afterEach(() => {
  vi.useRealTimers()
})

function standing(): Socket {
  const socket = new Socket(ears)
  socket.wake()
  last().onopen?.()
  return socket
}

describe('the live line', () => {
  it('passes on what it hears, gathered, and at most every two seconds', () => {
    standing()
    last().tells('transfer.sent')
    last().tells('transfer.sent', 'message.arrived')
    vi.advanceTimersByTime(0)
    expect(ears.hear.mock.calls).toEqual([[['transfer.sent', 'message.arrived']]])

    last().tells('order.changed')
    vi.advanceTimersByTime(1900)
    expect(ears.hear).toHaveBeenCalledTimes(1)
    last().tells('transfer.sent')
    vi.advanceTimersByTime(200)
    expect(ears.hear).toHaveBeenLastCalledWith(['order.changed', 'transfer.sent'])
  })

  it('takes no notice of what is no hint', () => {
    standing()
    for (const data of ['', 'null', '{}', '{"facts":"x"}', '{"facts":[1]}', 'x'.repeat(2000)])
      last().onmessage?.({ data })
    vi.advanceTimersByTime(5000)
    expect(ears.hear).not.toHaveBeenCalled()
  })

  it('opens anew after a cut, later each time, and then has everything read anew', () => {
    standing()
    expect(ears.resume).not.toHaveBeenCalled()
    for (const pause of [1000, 2000, 4000]) {
      last().onclose?.({ code: 1006 })
      vi.advanceTimersByTime(pause - 1)
      const before = wires.length
      vi.advanceTimersByTime(1)
      expect(wires.length).toBe(before + 1)
    }
    last().onopen?.()
    expect(ears.resume).toHaveBeenCalledTimes(1)
  })

  it('never waits longer than half a minute, and begins with short pauses again once it has stood', () => {
    standing()
    for (let n = 0; n < 12; n++) {
      last().onclose?.({ code: 1006 })
      vi.advanceTimersByTime(30_000)
    }
    expect(wires.length).toBe(13)
    last().onopen?.()
    vi.advanceTimersByTime(5000)
    last().onclose?.({ code: 1012 })
    vi.advanceTimersByTime(1000)
    expect(wires.length).toBe(14)
  })

  it('asks whether the session stands when it does not open twice', () => {
    new Socket(ears).wake()
    last().onclose?.({ code: 1006 })
    expect(ears.doubt).not.toHaveBeenCalled()
    vi.advanceTimersByTime(30_000)
    last().onclose?.({ code: 1006 })
    expect(ears.doubt).toHaveBeenCalledTimes(1)
  })

  it('ends for good with the session', () => {
    const socket = standing()
    last().onclose?.({ code: 4401 })
    expect(ears.end).toHaveBeenCalledTimes(1)
    socket.wake()
    vi.advanceTimersByTime(60_000)
    expect(wires.length).toBe(1)
  })

  it('rests without a network, and reads anew when it is woken', () => {
    const socket = standing()
    const first = last()
    socket.rest()
    expect(first.closed).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(wires.length).toBe(1)
    socket.wake()
    last().onopen?.()
    expect([wires.length, ears.resume.mock.calls.length]).toEqual([2, 1])
  })

  it('is one line however often it is woken, and none once stopped', () => {
    const socket = standing()
    socket.wake()
    socket.wake()
    expect(wires.length).toBe(1)
    last().tells('transfer.sent')
    socket.stop()
    vi.advanceTimersByTime(60_000)
    expect(ears.hear).not.toHaveBeenCalled()
    expect(last().closed).toBe(true)
  })
})

const entry = (id: string, at: string, fen: bigint, more: Partial<Entry> = {}): Entry => ({
  id,
  account: 'own:1',
  at,
  value_on: at.slice(0, 10),
  amount: money(fen),
  balance: null,
  kind: 'transfer',
  kind_title: '转账',
  title: '王海洋',
  counterparty: '王海洋',
  memo: '',
  source: 'bank',
  same: null,
  ...more,
})

describe('money that came in', () => {
  const before = entry('a', '2026-11-21T08:00:00.100Z', 100n)
  const seen = seenIn([before])

  it('is told once, with how much there is of it', () => {
    const fresh = [
      entry('c', '2026-11-21T08:00:02Z', 250n),
      entry('b', '2026-11-21T08:00:01Z', 1000n),
      before,
    ]
    expect(arrived(fresh, seen)).toMatchObject({ newest: { id: 'c' }, count: 2, sum: money(1250n) })
    expect(arrived(fresh, seenIn(fresh, seen))).toBeNull()
  })

  it('is neither what went out, nor between one’s own accounts, nor from a statement', () => {
    const at = '2026-11-21T09:00:00Z'
    const others = [
      entry('o', at, -100n),
      entry('p', at, 100n, { kind: 'own' }),
      entry('q', at, 100n, { source: 'outside' }),
    ]
    expect(arrived(others, seen)).toBeNull()
  })

  it('is not missed though it has the very instant of the last one', () => {
    expect(arrived([entry('z', before.at, 7n), before], seen)?.newest.id).toBe('z')
  })
})

describe('a list that is made fresh', () => {
  const held = { items: [{ id: 'b' }, { id: 'a' }], next: 'cursor' }

  it('has what is new on top and keeps its place below', () => {
    expect(freshened(held, { items: [{ id: 'c' }, { id: 'b' }], next: 'x' })).toEqual({
      items: [{ id: 'c' }, { id: 'b' }, { id: 'a' }],
      next: 'cursor',
    })
    expect(freshened(held, { items: [{ id: 'b' }], next: 'x' })).toBe(held)
  })

  it('begins anew where the newest page does not reach what is held', () => {
    expect(freshened(held, { items: [{ id: 'z' }, { id: 'y' }], next: 'x' })).toBeNull()
    expect(freshened({ items: [], next: null }, { items: [{ id: 'z' }], next: null })?.items).toHaveLength(1)
  })
})
