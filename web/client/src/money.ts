/** Money as the app holds it: whole minor units of an asset, never a float. */

/** `minor` is signed and counts the asset's smallest unit (fen for CNY). */
export interface Money {
  readonly minor: bigint
  readonly asset: string
}

/** Money as it travels: a decimal string in major units. */
export interface WireMoney {
  readonly amount: string
  readonly asset: string
}

const DIGITS: Readonly<Record<string, number>> = {
  CNY: 2,
  HKD: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  KRW: 0,
  VND: 0,
  POINT: 0,
  XAU: 4,
}
const DECIMAL = /^([+\-−]?)(\d+)(?:\.(\d+))?$/

/** How many digits the asset's minor unit has; two where the asset is not one we name. */
export function digitsOf(asset: string): number {
  return DIGITS[asset] ?? 2
}

export function money(minor: bigint, asset = 'CNY'): Money {
  return { minor, asset }
}

/** Read a decimal string; null when it is not a number or is finer than the asset allows. */
export function parseMoney(amount: string, asset = 'CNY'): Money | null {
  const match = DECIMAL.exec(amount.trim())
  if (!match) return null
  const [, sign, whole = '0', fraction = ''] = match
  const digits = digitsOf(asset)
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return null
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return { minor: sign && sign !== '+' ? -minor : minor, asset }
}

/** Split into the parts a figure is drawn from: sign, whole units and the padded fraction. */
export function partsOf({ minor, asset }: Money): { negative: boolean; whole: string; fraction: string } {
  const digits = digitsOf(asset)
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  const cut = text.length - digits
  return { negative: minor < 0n, whole: text.slice(0, cut), fraction: text.slice(cut) }
}

/** The decimal string of the wire, with an ASCII minus. */
export function decimal(value: Money): string {
  const { negative, whole, fraction } = partsOf(value)
  return `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

export function add(a: Money, b: Money): Money {
  if (a.asset !== b.asset) throw new Error(`cannot add ${b.asset} to ${a.asset}`)
  return money(a.minor + b.minor, a.asset)
}

export function negate(value: Money): Money {
  return money(-value.minor, value.asset)
}

export function absolute(value: Money): Money {
  return value.minor < 0n ? negate(value) : value
}

/** The sum of many; zero of the asset when there are none. */
export function total(values: readonly Money[], asset = 'CNY'): Money {
  return values.reduce(add, money(0n, values[0]?.asset ?? asset))
}

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value && typeof value.minor === 'bigint'
}

function isWire(value: unknown): value is WireMoney {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  return (
    'amount' in value &&
    'asset' in value &&
    typeof value.amount === 'string' &&
    typeof value.asset === 'string'
  )
}

/** JSON of an ask: every Money becomes its wire form. */
export function encode(ask: unknown): string {
  return JSON.stringify(ask, (_, value: unknown) =>
    isMoney(value) ? { amount: decimal(value), asset: value.asset } : value,
  )
}

/** The value of a JSON answer: every wire money becomes Money. Throws on what is not JSON. */
export function decode(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (!isWire(value)) return value
    const parsed = parseMoney(value.amount, value.asset)
    if (!parsed) throw new Error(`not an amount: ${value.amount} ${value.asset}`)
    return parsed
  })
}
