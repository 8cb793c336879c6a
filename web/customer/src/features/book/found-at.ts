import type { Filter } from '@sycee/client'

/** Where the entries of a number are: its filter stands in the address, so that reload and back keep it. */
export function foundAt(filter: Filter, title: string): string {
  const kept = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null))
  return `/book/found?${new URLSearchParams({ of: JSON.stringify(kept), title }).toString()}`
}

/** The filter in an address; an empty one where it has none that can be read. */
export function filterAt(search: URLSearchParams): Filter {
  try {
    const read: unknown = JSON.parse(search.get('of') ?? '{}')
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? read : {}
  } catch {
    return {}
  }
}
