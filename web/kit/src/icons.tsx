/** The bank's own icons: a 24 grid, mitre joins, butt ends, drawn in the ink around them. */

const PATHS = {
  ingot:
    'M2.5 8.5C3 14.7 7 18 12 18s9-3.3 9.5-9.5L17 11c-1.5.9-3 1.4-5 1.4S8.5 11.9 7 11zM7.4 11.2C7.7 8 9.5 6.3 12 6.3s4.3 1.7 4.6 4.9',
  home: 'M3.5 10.5 12 3.5l8.5 7v10h-6v-6h-5v6h-6z',
  book: 'M4.5 3.5h15v17h-15zM8.5 3.5v17M11.5 8h5M11.5 12h5M11.5 16h3',
  transfer: 'M3 8.5h18l-5-4.5M21 15.5H3l5 4.5',
  own: 'M7.5 20.5v-16L3.5 9M16.5 3.5v16l4-4.5',
  person: 'M12 3.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20.5c0-4 3.5-6 8-6s8 2 8 6',
  people:
    'M9 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16.5 6.3a2.7 2.7 0 1 1 0 5.4M17.5 14.2c2.5.4 4 2 4 5.3',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM18 14h2M14 18v2',
  scan: 'M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M3 12h18',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.2 15.2l5.3 5.3',
  filter: 'M3.5 6h17M7 12h10M10.5 18h3',
  eye: 'M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  veil: 'M2 9c2.5 4 6 6 10 6s7.5-2 10-6M5 12.3l-2 3M12 15v3.5M19 12.3l2 3M8.3 14.5l-1 3.2M15.7 14.5l1 3.2',
  right: 'M9 5l7 7-7 7',
  left: 'M15.5 4.5 8 12l7.5 7.5',
  down: 'M5 8.5l7 7 7-7',
  up: 'M5 15.5l7-7 7 7',
  close: 'M5 5l14 14M19 5 5 19',
  check: 'M4 12.5l5.5 5.5 11-12',
  plus: 'M12 4v16M4 12h16',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7v5.5l3.5 2',
  flag: 'M5.5 21V4h13l-3 4.5 3 4.5h-13',
  shield: 'M12 3l7.5 2.5v6c0 5-3 8-7.5 9.8-4.5-1.8-7.5-4.8-7.5-9.8v-6zM8.5 12l2.5 2.5 4.5-5',
  envelope: 'M4.5 3h15v18h-15zM4.5 8.5c4.5 3 10.5 3 15 0M12 8.7a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  bell: 'M4 18.5h16c-1.8-1.8-2.2-3.6-2.2-7.5 0-4-2.2-6.5-5.8-6.5S6.2 7 6.2 11c0 3.9-.4 5.7-2.2 7.5zM12 4.5V2.5M9.8 21.5h4.4',
  message: 'M3.5 4.5h17v12h-9l-4.5 4v-4H3.5z',
  upload: 'M12 16V4M7 8.5 12 4l5 4.5M4 15.5v5h16v-5',
  download: 'M12 4v12M7 11.5l5 4.5 5-4.5M4 15.5v5h16v-5',
  share: 'M12 15V3.5M8 7l4-3.5L16 7M7.5 10.5h-3v10h15v-10h-3',
  card: 'M2.5 5.5h19v13h-19zM2.5 9.5h19M6 14.5h4',
  safe: 'M4 3.5h16v15.5H4zM6.5 19v2M17.5 19v2M12 7.5a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6zM12 5.5v2M12 15.1v2M6.2 11.3h2M15.8 11.3h2',
  basket: 'M3 10h18l-2.5 10h-13zM8 10l3-6M16 10l-3-6M9.5 13.5v3M14.5 13.5v3',
  bag: 'M4.5 8h15v12.5h-15zM8.5 11V6.5a3.5 3.5 0 0 1 7 0V11',
  bowl: 'M3 12h18c0 4.5-3 7.5-6 8.3H9C6 19.5 3 16.5 3 12zM12 9l7.5-5M8 9l1-4.5',
  train: 'M5.5 3.5h13v13h-13zM5.5 10.5h13M8.5 13.5h1.5M14 13.5h1.5M8 16.5l-2.5 4M16 16.5l2.5 4',
  work: 'M3.5 8h17v12h-17zM8.5 8V4.5h7V8M3.5 13.5h17M12 12v3',
  house: 'M4.5 20.5v-13l8-3.5v16.5M12.5 9.5h7v11M2.5 20.5h19M7.5 10h2M7.5 13.5h2M7.5 17h2M15 13.5h2M15 17h2',
  drop: 'M12 3c3.5 4.5 6 7.5 6 11a6 6 0 0 1-12 0c0-3.5 2.5-6.5 6-11zM9 14.5a3 3 0 0 0 3 3',
  key: 'M8 8.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM12 11.5 20.5 3M16 7.5l3.5 3.5M8 12.2v1.6',
  handset: 'M6.5 2.5h11v19h-11zM10 18.5h4',
  file: 'M5.5 3h8.5l4.5 4.5V21h-13zM13.5 3v5h5M9 13h6M9 17h6',
  receipt: 'M5 3h14v18l-2.3-2-2.3 2L12 19l-2.4 2-2.3-2L5 21zM9 8h6M9 12h6',
  sliders: 'M3.5 7h9M17 7h3.5M14.8 4.5v5M3.5 17H7M11.5 17h9M9.2 14.5v5',
  exit: 'M14 4H4.5v16H14M9.5 12H21M17 8l4 4-4 4',
  speaker: 'M4 9.5v5h3.5l5 4v-13l-5 4zM16 9c1.5 1.8 1.5 4.2 0 6M18.5 6.5c3 3.2 3 7.8 0 11',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  remove: 'M4 6.5h16M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
  interest:
    'M5 19 19 5M7.2 5a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM16.8 14.6a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
  health: 'M4 4h16v16H4zM12 8v8M8 12h8',
  school: 'M2 9l10-4.5L22 9l-10 4.5zM6.5 11.2v5.3c3.5 2.5 7.5 2.5 11 0v-5.3',
  ticket: 'M3 6.5h18v3.7a1.8 1.8 0 0 0 0 3.6v3.7H3v-3.7a1.8 1.8 0 0 0 0-3.6zM14.5 6.5v11',
  letters: 'M3 19 8 5l5 14M4.8 14.5h6.4M15 19l3-8.5 3 8.5M16 16h4',
  globe:
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17',
  moon: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 3.5v17M12 8.5h5.5M12 12h7.5M12 15.5h5.5',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.5v1.5',
  graph:
    'M6 3.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM18 6a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM9.5 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8.4 6.5l7.2 1.5M6.6 8.4l2.2 7.2M11.2 16.2l5-5.7',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4L20 9.5M20 4v5.5h-5.5',
} as const

export type IconName = keyof typeof PATHS

interface Props {
  name: IconName
  size?: number
  here?: boolean
}

/** An icon says nothing by itself; the words stand beside it. */
export function Icon({ name, size = 24, here = false }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      style={{ strokeWidth: here ? 'var(--stroke-here)' : 'var(--stroke)' }}
    >
      <path d={PATHS[name]} strokeMiterlimit="10" />
    </svg>
  )
}
