/** A sycee seen from the side: a boat of silver with its dome, and the mint's chop in it. */
export function Ingot() {
  return (
    <svg viewBox="0 0 400 250" aria-hidden="true">
      <defs>
        <linearGradient id="hull" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--silver-hi)" />
          <stop offset="1" stopColor="var(--silver-lo)" />
        </linearGradient>
        <linearGradient id="dome" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--gleam)" />
          <stop offset="1" stopColor="var(--silver)" />
        </linearGradient>
      </defs>
      <g stroke="var(--ink1)" strokeWidth="2.5" strokeLinejoin="miter">
        <path d="M104 122C108 44 150 14 200 14s92 30 96 108" fill="url(#dome)" />
        <path
          d="M16 46c6 104 76 184 184 184S378 150 384 46c-32 44-92 72-184 72S48 90 16 46z"
          fill="url(#hull)"
        />
        <path
          d="M34 84c34 36 90 54 166 54s132-18 166-54"
          fill="none"
          stroke="var(--ink5)"
          strokeWidth="1.5"
        />
      </g>
      <g fill="none" stroke="var(--seal-fill)">
        <rect x="175" y="156" width="50" height="50" rx="3" strokeWidth="3" />
        <path
          d="M187 173c1 12 6 18 13 18s12-6 13-18l-6 3c-2 1-4 2-7 2s-5-1-7-2zM194 176c.5-5 3-8 6-8s5.5 3 6 8"
          strokeWidth="2.2"
        />
      </g>
    </svg>
  )
}
