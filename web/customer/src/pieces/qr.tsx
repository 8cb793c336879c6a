import { useMemo } from 'react'
import encodeQR from 'qr'
import style from './qr.module.css'

const QUIET = 4

/** Rows of a QR code of a text with the quiet rim around it; true is dark. */
export function cells(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET })
}

/** A QR code drawn as one path: dark on white in the dark as well, for cameras read it so. */
export function Qr({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => cells(text), [text])
  const size = rows.length
  return (
    <svg className={style.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-code={text}>
      <rect width={size} height={size} fill="#fff" />
      <path d={outline(rows)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}

/** Each run of dark cells of a row as a bar. */
export function outline(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return []
        const end = row.indexOf(false, x)
        const length = (end < 0 ? row.length : end) - x
        return [`M${x} ${y}h${length}v1h-${length}z`]
      }),
    )
    .join('')
}

const CELL = 16

/** The code as a picture to keep. */
export async function picture(text: string): Promise<Blob | null> {
  const rows = cells(text)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = rows.length * CELL
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#000'
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(x * CELL, y * CELL, CELL, CELL)
    })
  })
  return new Promise((done) => {
    canvas.toBlob(done)
  })
}
