import { parseMoney, type ShownLine } from '@sycee/client'
import { say, standalone, words } from '@sycee/kit'

/** An element of a proposal, its sums and tails written as the app writes them. */
export function written({ label, value }: ShownLine): ShownLine {
  const [, amount = '', asset = ''] = /^(-?[\d.]+) ([A-Z]{3,5})$/.exec(value) ?? []
  const sum = asset && parseMoney(amount, asset)
  const [, tail] = /^\*+ (\d{4})$/.exec(value) ?? []
  if (tail) return { label, value: say(words(`尾号 ${tail}`, `ending ${tail}`)) }
  return { label, value: sum ? standalone(sum) : value }
}
