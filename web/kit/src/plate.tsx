import type { ReactNode } from 'react'
import style from './plate.module.css'

const RIM =
  'M.5 16V5Q.5.5 4 .5q2 0 4 .8C60 12.3 120 14.5 179 14.5S298 12.3 350 1.3q2-.8 4-.8 3.5 0 3.5 4.5V16'

/** The ingot plate: money lies on silver. Once per screen, for its main sum. */
export function IngotPlate({ children }: { children: ReactNode }) {
  return (
    <div className={style.plate}>
      <div className={style.body} />
      <svg className={style.lip} viewBox="0 0 358 16" preserveAspectRatio="none" aria-hidden="true">
        <path d={RIM} fill="var(--silver-hi)" stroke="var(--line)" />
        <path d="M8 2.6C60 13.6 120 15.8 179 15.8S298 13.6 350 2.6" fill="none" stroke="var(--gleam)" />
      </svg>
      {children}
    </div>
  )
}
