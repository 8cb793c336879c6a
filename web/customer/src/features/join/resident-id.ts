/** Resident identity numbers, looked over while they are typed; the bank looks again. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** As it is written: digits and an X at the end, no more than eighteen. */
export function tidyNumber(typed: string): string {
  return typed
    .replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .toUpperCase()
    .replace(/[^0-9X]/g, '')
    .slice(0, 18)
}

/** Whether it can be a number at all: shape, a day that exists, check digit (GB 11643). */
export function isNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return CHECKS[sum % 11] === number[17]
}
