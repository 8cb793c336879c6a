import { expect, test } from 'vitest'
import decodeQR from 'qr/decode.js'
import { inFours, understood } from '../src/features/collect/codes'
import { cells, outline } from '../src/pieces/qr'

const HERE = 'http://localhost:8000'
const CODE = '175d93hcsczzwfv247r6'

test.each([
  [CODE, 'collect'],
  [` ${HERE}/pay/${CODE} `, 'collect'],
  [`/pay/${CODE}?x=1`, 'collect'],
  [`SYCEE://collect/${CODE}`, 'collect'],
  [`${CODE.slice(0, 10)} ${CODE.slice(10)}`.toUpperCase(), 'collect'],
  ['2812 3456 7890 1234 56', 'paycode'],
  [`https://elsewhere.example/pay/${CODE}`, 'unknown'],
  [`${HERE}.elsewhere.example/pay/${CODE}`, 'unknown'],
  [CODE.slice(1), 'unknown'],
  ['1812345678901234567', 'unknown'],
  ['javascript:alert(1)', 'unknown'],
  ['', 'unknown'],
])('%s is understood as %s', (text, kind) => {
  expect(understood(text, HERE).kind).toBe(kind)
})

test('digits are read in fours', () => {
  expect(inFours('281234567890123456')).toBe('2812 3456 7890 1234 56')
})

test.each([`${HERE}/pay/${CODE}`, '281234567890123456'])('what is drawn of %s is read back', (text) => {
  const rows = cells(text)
  const scale = 6
  const size = rows.length * scale
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return
      for (let i = 0; i < scale * scale; i++) {
        const at = ((y * scale + Math.floor(i / scale)) * size + x * scale + (i % scale)) * 4
        data.fill(0, at, at + 3)
      }
    })
  })
  expect(decodeQR({ width: size, height: size, data })).toBe(text)
})

test('each run of dark cells is one bar', () => {
  expect(outline([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z')
})
