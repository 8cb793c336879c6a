/** Measures come in ten-thousandths. */

export const PARTS = 10_000

export const measure = (parts: number, digits = 4) => (parts / PARTS).toFixed(digits)
