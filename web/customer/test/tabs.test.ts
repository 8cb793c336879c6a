import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('document', { addEventListener: () => undefined, visibilityState: 'visible' })
vi.stubGlobal('localStorage', { getItem: () => null })
vi.stubGlobal('sessionStorage', { getItem: () => null })
const { placesOf } = await import('../src/shell/tabs')

describe('the tabs at the foot', () => {
  const to = (...names: string[]) => placesOf(names).map((place) => place.to)
  it('are three that this app knows, else what everybody begins with', () => {
    expect(to('card', 'book', 'orders')).toEqual(['/card', '/book', '/orders'])
    expect(to('card', 'book', 'casino')).toEqual(['/book', '/transfer', '/life'])
    expect(to('card')).toEqual(['/book', '/transfer', '/life'])
    expect(to('card', 'book', 'constructor')).toEqual(['/book', '/transfer', '/life'])
  })
})
