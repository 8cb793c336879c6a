/** Which icon stands for a kind of entry; what it is called comes from the bank. */

import type { Entry } from '@sycee/client'
import type { IconName } from '@sycee/kit'

// The bank's own list of kinds (core/ledger). A kind that is new to this build has the plain icon.
const ICONS: Readonly<Record<string, IconName>> = {
  transfer: 'transfer',
  own: 'own',
  salary: 'work',
  pension: 'work',
  purchase: 'bag',
  rent: 'house',
  mortgage: 'house',
  utility: 'drop',
  transport: 'train',
  subscription: 'ticket',
  invest: 'safe',
  gift: 'envelope',
  refund: 'again',
  interest: 'interest',
  cash: 'ingot',
  repayment: 'card',
  returned: 'again',
}

/** The icon of an entry; what came in with a statement has a file's. */
export function iconOf({ kind, source }: Pick<Entry, 'kind' | 'source'>): IconName {
  return source === 'outside' ? 'file' : (ICONS[kind] ?? 'receipt')
}
