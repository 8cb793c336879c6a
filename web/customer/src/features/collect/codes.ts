/** What a scanned, pasted or typed text can be: a code to pay, a code somebody pays with, or neither. */

const COLLECT = /^[0-9a-hjkmnp-z]{20}$/
const PAYCODE = /^28\d{16}$/

export type Scanned =
  { kind: 'collect'; code: string } | { kind: 'paycode'; code: string } | { kind: 'unknown' }

/** Read a text. Only codes of this bank are good: an address elsewhere is nothing, whatever it ends in. */
export function understood(text: string, origin: string): Scanned {
  const plain = text.trim()
  const digits = plain.replace(/[\s-]/g, '')
  if (PAYCODE.test(digits)) return { kind: 'paycode', code: digits }
  const code = codeIn(plain, origin)
  return code !== null && COLLECT.test(code) ? { kind: 'collect', code } : { kind: 'unknown' }
}

function codeIn(text: string, origin: string): string | null {
  const low = text.toLowerCase()
  for (const start of [`${origin.toLowerCase()}/pay/`, '/pay/', 'sycee://collect/'])
    if (low.startsWith(start)) return low.slice(start.length).replace(/[/?#].*$/, '')
  return /^[a-z0-9 -]+$/.test(low) ? low.replace(/[\s-]/g, '') : null
}

/** `2812 3456 7890 1234 56`, as it is read aloud. */
export function inFours(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ')
}
