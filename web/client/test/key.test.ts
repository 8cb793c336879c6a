import { describe, expect, it } from 'vitest'
import { keyFor, newKey, undecided } from '../src/key'

describe('keys', () => {
  it('are UUIDs of version 7 that grow with time', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(newKey(1_000) < newKey(2_000)).toBe(true)
    expect(newKey(0x0123456789ab).startsWith('01234567-89ab')).toBe(true)
  })

  it('stay with the same action and change with another', () => {
    const first = keyFor('send 5', null)
    expect(keyFor('send 5', first)).toBe(first)
    expect(keyFor('send 6', first).key).not.toBe(first.key)
  })

  it('are kept only while nothing is known', () => {
    expect(['no_answer', 'offline', 'busy', 'fault'].every(undecided)).toBe(true)
    expect(['ok', 'insufficient_funds', 'step_up_needed', 'too_many'].some(undecided)).toBe(false)
  })
})
