import { describe, expect, it } from 'vitest'
import { added, moved, MOST, removed } from '../src/features/favourites/order'

const names = ['a', 'b', 'c']

describe('favourites', () => {
  it('move one place, and stay at the end', () => {
    expect(moved(names, 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(moved(names, 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moved(names, 'a', -1)).toEqual(names)
    expect(moved(names, 'c', 1)).toEqual(names)
    expect(moved(names, 'x', 1)).toEqual(names)
  })

  it('are added at the foot, once, and no more than there is room for', () => {
    expect(added(names, 'd')).toEqual(['a', 'b', 'c', 'd'])
    expect(added(names, 'b')).toEqual(names)
    const full = Array.from({ length: MOST }, (_, index) => String(index))
    expect(added(full, 'more')).toEqual(full)
    expect(removed(full, '3')).toHaveLength(MOST - 1)
  })
})
