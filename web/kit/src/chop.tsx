import { look } from './look'
import style from './chop.module.css'

interface Props {
  /** Four characters, read as a chop is: right column down, then left. */
  text: string
  kind: 'stamp' | 'empty' | 'assay'
  size?: number
  /** Set when this is the moment it is struck. */
  lands?: boolean
}

const LOOKS = {
  stamp: { ink: 'var(--seal-fill)', weight: 700, figure: 37 },
  empty: { ink: 'var(--ink3)', weight: 400, figure: 31 },
  assay: { ink: 'var(--ink4)', weight: 600, figure: 37 },
}
const PLACES = [
  [69, 29],
  [69, 71],
  [31, 29],
  [31, 71],
] as const

/** The chop: struck in vermilion on a receipt, awaited with a dashed edge, or a faint assay mark. */
export function Chop({ text, kind, size = 64, lands = false }: Props) {
  const { ink, weight, figure } = LOOKS[kind]
  return (
    <svg
      className={look(style.chop, lands && style.lands)}
      width={size}
      height={size}
      viewBox="0 0 100 100"
      overflow="visible"
      aria-hidden="true"
    >
      <g transform={kind === 'stamp' ? 'rotate(-5 50 50)' : undefined} stroke={ink} fill="none">
        {kind === 'stamp' && (
          <>
            <rect x="4" y="4" width="92" height="92" rx="5" strokeWidth="5" />
            <rect x="11" y="11" width="78" height="78" rx="2" strokeWidth="1.5" />
          </>
        )}
        {kind === 'empty' && (
          <rect x="2" y="2" width="96" height="96" rx="4" strokeWidth="2" strokeDasharray="5 4" />
        )}
        {kind === 'assay' && <rect x="2" y="2" width="96" height="96" rx="5" strokeWidth="3" />}
        {Array.from(text)
          .slice(0, 4)
          .map((sign, index) => (
            <text
              key={index}
              x={PLACES[index]?.[0]}
              y={PLACES[index]?.[1]}
              fontSize={figure}
              fontWeight={weight}
              fill={ink}
              stroke="none"
            >
              {sign}
            </text>
          ))}
      </g>
    </svg>
  )
}
