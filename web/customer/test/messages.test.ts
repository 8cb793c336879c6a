import { describe, expect, it } from 'vitest'
import type { InboxMessage } from '@sycee/client'
import { byDay } from '../src/features/messages/by-day'
import { placeOf } from '../src/features/messages/places'

function message(id: string, at: string, about: InboxMessage['about'] = null): InboxMessage {
  return { id, kind: 'service', title: id, text: '', at, read: false, about }
}

describe('messages', () => {
  it('stand under the day of the bank, not of the reader', () => {
    const days = byDay([
      message('c', '2026-11-21T16:00:00Z'),
      message('b', '2026-11-21T15:59:59Z'),
      message('a', '2026-11-20T16:00:00Z'),
    ])

    expect(days.map(({ day, messages }) => [day, messages.map(({ id }) => id)])).toEqual([
      ['2026-11-22', ['c']],
      ['2026-11-21', ['b', 'a']],
    ])
  })

  it('open what they are about, and nothing where the app has no page for it', () => {
    const at = '2026-11-21T16:00:00Z'

    expect(placeOf(message('a', at, { verb: 'book.entry', id: 'own:1:2' }))).toBe('/book/entry/own%3A1%3A2')
    expect(placeOf(message('a', at, { verb: 'nobody.knows', id: 'x' }))).toBeNull()
    expect(placeOf(message('a', at))).toBeNull()
  })
})
