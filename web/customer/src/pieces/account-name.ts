/** What an account of the book is called: the bank's own by its tail, others by whose they are. */

import type { BookAccount } from '@sycee/client'
import { words, type Say } from '@sycee/kit'

/** The last digits of its number; nothing where a wallet goes by an address of mail instead. */
export function tailOf({ tail }: Pick<BookAccount, 'tail'>): string {
  return /^\d+$/.test(tail) ? tail : ''
}

export function isOutside({ id }: Pick<BookAccount, 'id'>): boolean {
  return id.startsWith('out:')
}

/** `活期账户 0010`. */
export function nameOf(account: BookAccount): string {
  return [account.title, tailOf(account)].filter(Boolean).join(' ')
}

/** As short as a row's caption has it: `尾号 0010`, `支付宝`. */
export function shortOf(account: BookAccount, say: Say): string {
  const tail = tailOf(account)
  return isOutside(account) || !tail ? nameOf(account) : say(words(`尾号 ${tail}`, `ending ${tail}`))
}

/** What stands under its title. */
export function captionOf(account: BookAccount, say: Say): string {
  const tail = tailOf(account)
  const institution = account.institution === account.title ? '' : account.institution
  return [institution, tail && say(words(`尾号 ${tail}`, `ending ${tail}`))].filter(Boolean).join(' · ')
}
