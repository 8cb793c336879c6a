import { partsOf, type Money } from '@sycee/client'
import { figure, grouped, MINUS, symbolOf } from './figures'
import { look } from './look'
import style from './amount.module.css'

const VEIL = '＊＊＊＊'

/** A sum in a row: out is plain ink with a minus, in stands on a silver chip with a plus. */
export function Amount({ value, veiled = false }: { value: Money; veiled?: boolean }) {
  if (veiled) return <span className={style.amount}>{VEIL}</span>
  const kind = look(style.amount, value.minor > 0n && style.in)
  return <span className={kind}>{figure(value, true)}</span>
}

interface HeroProps {
  value: Money
  veiled?: boolean
  plus?: boolean
}

/** The main figure of a screen: sign and fraction at six tenths, on one baseline. */
export function Hero({ value, veiled = false, plus = false }: HeroProps) {
  const { negative, whole, fraction } = partsOf(value)
  const sign = negative ? MINUS : plus && value.minor > 0n ? '+' : ''
  return (
    <span className={look(style.hero, whole.length > 8 && style.long)}>
      {sign && <small>{sign}</small>}
      <small className={style.symbol}>{symbolOf(value.asset)}</small>
      {veiled ? VEIL : grouped(whole)}
      {!veiled && fraction && <small>.{fraction}</small>}
    </span>
  )
}
