/** What the book is asked for, as it stands in the address: reload and back keep it. */

import { parseMoney, decimal, type BookEntriesAsk } from '@sycee/client'
import { lastDay } from '@sycee/kit'

export interface Filters {
  readonly accounts: readonly string[]
  /** Show from the end of this month backwards. */
  readonly month: string
  readonly since: string
  readonly until: string
  readonly least: string
  readonly most: string
  readonly direction: '' | 'in' | 'out'
  readonly text: string
}

export const NO_FILTERS: Filters = {
  accounts: [],
  month: '',
  since: '',
  until: '',
  least: '',
  most: '',
  direction: '',
  text: '',
}

const DAY = /^\d{4}-\d\d-\d\d$/
const MONTH = /^\d{4}-\d\d$/

export function readFilters(search: URLSearchParams): Filters {
  const pick = (name: string, shape: RegExp) =>
    shape.test(search.get(name) ?? '') ? (search.get(name) ?? '') : ''
  const direction = search.get('direction')
  return {
    accounts: search.get('accounts')?.split(',').filter(Boolean) ?? [],
    month: pick('month', MONTH),
    since: pick('since', DAY),
    until: pick('until', DAY),
    least: pick('least', /^\d+(\.\d+)?$/),
    most: pick('most', /^\d+(\.\d+)?$/),
    direction: direction === 'in' || direction === 'out' ? direction : '',
    text: search.get('text') ?? '',
  }
}

export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters) as [string, string | readonly string[]][]) {
    if (value.length > 0) search.set(name, typeof value === 'string' ? value : value.join(','))
  }
  return search
}

export function askFor(filters: Filters): BookEntriesAsk {
  const until = filters.until || (filters.month && lastDay(filters.month))
  const text = filters.text.trim()
  return {
    ...(filters.accounts.length > 0 && { accounts: [...filters.accounts] }),
    ...(filters.since && { since: filters.since }),
    ...(until && { until }),
    ...(filters.least && { least: exact(filters.least) }),
    ...(filters.most && { most: exact(filters.most) }),
    ...(filters.direction && { direction: filters.direction }),
    ...(text && { text }),
    limit: 30,
  }
}

function exact(amount: string): string {
  const value = parseMoney(amount)
  return value ? decimal(value) : amount
}

/** Whether less than everything of the accounts and time is shown, so that month sums would not be the list's. */
export function narrowed(filters: Filters): boolean {
  return !!(filters.direction || filters.least || filters.most || filters.text.trim())
}

/** How many filters beyond month and account stand. */
export function countFilters(filters: Filters): number {
  return [filters.since || filters.until, filters.least || filters.most, filters.direction].filter(Boolean)
    .length
}
