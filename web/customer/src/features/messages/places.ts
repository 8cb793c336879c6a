/** Where the thing that a message is about is shown. */

import type { InboxMessage } from '@sycee/client'

const PLACES: Record<string, (id: string) => string> = {
  'book.entry': (id) => `/book/entry/${encodeURIComponent(id)}`,
  'proposal.show': (id) => `/waiting/${encodeURIComponent(id)}`,
  'assistant.allow': () => '/assistants',
  'session.list': () => '/devices',
  'order.list': () => '/orders',
  'remind.list': () => '/book/reminders',
  'transfer.receipt': (id) => `/transfer/receipt/${encodeURIComponent(id)}`,
  'bill.show': (id) => `/bills/paid/${encodeURIComponent(id)}`,
  'card.show': () => '/card',
  'card.statement': (id) => `/card/statements/${encodeURIComponent(id)}`,
  'account.list': () => '/accounts',
  'statement.month': (id) => `/book/statement?month=${encodeURIComponent(id)}`,
}

/** The page to open, or null where the message says all there is. */
export function placeOf({ about }: InboxMessage): string | null {
  if (!about) return null
  const place = PLACES[about.verb]
  return place ? place(about.id ?? '') : null
}
