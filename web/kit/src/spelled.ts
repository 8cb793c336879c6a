/** A sum spelled out, as a confirm shows it beside the figure. */

import { absolute, partsOf, type Money } from '@sycee/client'

const NUMERALS = '零壹贰叁肆伍陆柒捌玖'
const RANKS = ['', '拾', '佰', '仟']
const MYRIADS = ['', '万', '亿', '万亿', '亿亿']
const NAMES: Readonly<Record<string, string>> = { CNY: '人民币', USD: '美元', HKD: '港元' }

/** `人民币捌仟元整`. */
export function capital(value: Money): string {
  const { whole, fraction } = partsOf(absolute(value))
  const [jiao = '0', fen = '0'] = fraction
  const units = spellWhole(whole)
  const minus = value.minor < 0n ? '负' : ''
  return `${NAMES[value.asset] ?? value.asset}${minus}${units}${spellFraction(jiao, fen, units !== '')}`
}

function spellFraction(jiao: string, fen: string, hasUnits: boolean): string {
  if (jiao === '0' && fen === '0') return hasUnits ? '元整' : '零元整'
  const head = hasUnits ? '元' : ''
  const tenths = jiao === '0' ? (hasUnits ? '零' : '') : `${numeral(jiao)}角`
  return `${head}${tenths}${fen === '0' ? '整' : `${numeral(fen)}分`}`
}

function numeral(digit: string): string {
  return NUMERALS[Number(digit)] ?? ''
}

function spellWhole(whole: string): string {
  const groups = whole
    .replace(/^0+/, '')
    .replace(/\B(?=(\d{4})+$)/g, ' ')
    .split(' ')
    .filter(Boolean)
  let spelled = ''
  groups.forEach((group, index) => {
    const rank = MYRIADS[groups.length - 1 - index] ?? ''
    const part = spellGroup(group)
    if (!part) return
    const gap = spelled && (group.startsWith('0') || skipped(groups, index)) ? '零' : ''
    spelled += gap + part + rank
  })
  return spelled
}

/** Whether the group just before was all zeros, so that a 零 must stand for it. */
function skipped(groups: readonly string[], index: number): boolean {
  return index > 0 && /^0+$/.test(groups[index - 1] ?? '')
}

function spellGroup(group: string): string {
  let spelled = ''
  let pending = false
  Array.from(group).forEach((digit, index) => {
    if (digit === '0') {
      pending = spelled !== ''
      return
    }
    spelled += (pending ? '零' : '') + numeral(digit) + (RANKS[group.length - 1 - index] ?? '')
    pending = false
  })
  return spelled
}

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen ' +
  'fifteen sixteen seventeen eighteen nineteen'
).split(' ')
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const THOUSANDS = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']

/** `CNY eight thousand and 00/100`. */
export function spelled(value: Money): string {
  const { whole, fraction } = partsOf(absolute(value))
  const groups = whole
    .replace(/\B(?=(\d{3})+$)/g, ' ')
    .split(' ')
    .map(Number)
  const parts = groups.flatMap((group, index) => {
    const rank = THOUSANDS[groups.length - 1 - index] ?? ''
    return group === 0 ? [] : [`${hundreds(group)}${rank && ` ${rank}`}`]
  })
  const minus = value.minor < 0n ? 'minus ' : ''
  const cents = fraction && ` and ${fraction}/1${'0'.repeat(fraction.length)}`
  return `${value.asset} ${minus}${parts.join(' ') || 'zero'}${cents}`
}

function hundreds(group: number): string {
  const rest = group % 100
  const head = group >= 100 ? `${SMALL[Math.floor(group / 100)] ?? ''} hundred` : ''
  const tail =
    rest === 0
      ? ''
      : rest < 20
        ? SMALL[rest]
        : [TENS[Math.floor(rest / 10)], SMALL[rest % 10]].filter((word) => word !== 'zero').join('-')
  return [head, tail].filter(Boolean).join(' ')
}
