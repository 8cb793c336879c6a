/** Columns over time: what is meant is solid ink, what stands beside it is pale. One label in so many is written. */

import styles from './columns.module.css'

export interface Column {
  readonly key: string
  readonly label: string
  /** What is said of it to whoever points at it or listens. */
  readonly told: string
  readonly value: number
  readonly beside: number
}

const WIDE = 720
const TALL = 132
const FOOT = 18

interface Props {
  readonly label: string
  readonly columns: readonly Column[]
  /** One label in how many is written. */
  readonly every: number
}

export function Columns({ label, columns, every }: Props) {
  const top = columns.reduce((most, { value, beside }) => Math.max(most, value, beside), 1)
  const step = WIDE / Math.max(columns.length, 1)
  const tall = (n: number) => (n / top) * (TALL - FOOT - 2)
  const width = Math.max(step * 0.38, 1)
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDE} ${TALL}`} role="img" aria-label={label}>
      <path className={styles.ground} d={`M0 ${TALL - FOOT + 0.5}H${WIDE}`} />
      {columns.map((column, n) => (
        <g key={column.key}>
          <title>{column.told}</title>
          <rect className={styles.air} x={n * step} y={0} width={step} height={TALL - FOOT} />
          <rect
            className={styles.beside}
            x={n * step + step / 2 - width}
            y={TALL - FOOT - tall(column.beside)}
            width={width}
            height={tall(column.beside)}
          />
          <rect
            className={styles.value}
            x={n * step + step / 2}
            y={TALL - FOOT - tall(column.value)}
            width={width}
            height={tall(column.value)}
          />
          {n % every === 0 && (
            <text className={styles.mark} x={n * step} y={TALL - 5}>
              {column.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

export function Legend({ value, beside }: { value: string; beside: string }) {
  return (
    <p className={styles.legend}>
      <span className={styles.solid}>{value}</span>
      <span className={styles.pale}>{beside}</span>
    </p>
  )
}
