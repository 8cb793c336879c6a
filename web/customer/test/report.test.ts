import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('addEventListener', () => undefined)
vi.stubGlobal('document', { addEventListener: () => undefined })
const { named, routeOf } = await import('../src/shell/report')

const ROUTES = ['/', '/bills', '/bills/:biller', '/bills/paid/:transfer', '/orders/new', '/orders/new/:payee']

describe('a page that was opened', () => {
  it('is told by its route, never by what stands in its address', () => {
    const told = (path: string) => named(routeOf(ROUTES, path) ?? '/lost')
    expect(told('/')).toBe('home')
    expect(told('/bills/6222021234567890')).toBe('bills.one')
    expect(told('/bills/paid/0192f0c1-aaaa-7bbb-8ccc-000000000001')).toBe('bills.paid.one')
    expect(told('/orders/new')).toBe('orders.new')
    expect(told('/orders/new/12')).toBe('orders.new.one')
    expect(routeOf(ROUTES, '/somewhere/else')).toBeNull()
  })
})
