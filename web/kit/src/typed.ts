/** What a person types into an amount, made tidy while they type. */

import { digitsOf, parseMoney, type Money } from '@sycee/client'

const WIDE = /[０-９．，]/g

/** Digits and one point, no more decimals than the asset has, no leading zeros; '' for what is no number. */
export function tidyAmount(raw: string, asset = 'CNY'): string {
  const plain = raw
    .replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/。/g, '.')
    .replace(/[^\d.]/g, '')
  const [whole = '', ...rest] = plain.split('.')
  const digits = digitsOf(asset)
  const head = whole.replace(/^0+(?=\d)/, '').slice(0, 12)
  if (rest.length === 0 || digits === 0) return head
  return `${head || '0'}.${rest.join('').slice(0, digits)}`
}

/** The amount typed so far; null while there is none above zero. */
export function typedMoney(text: string, asset = 'CNY'): Money | null {
  const value = parseMoney(text.replace(/\.$/, ''), asset)
  return value && value.minor > 0n ? value : null
}
