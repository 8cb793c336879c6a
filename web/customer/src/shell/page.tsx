import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Icon, look, useSay, words } from '@sycee/kit'
import { Bell } from './bell'
import style from './page.module.css'

interface Props {
  title: string
  /** Where the way back leads when there is no history; without it the page is a tab. */
  back?: string
  /** `2 / 3`, beside the title. */
  step?: string
  end?: ReactNode
  /** A second column on wide screens; `asideAlways` shows it below on a phone too. */
  aside?: ReactNode
  asideAlways?: boolean
  /** On a phone it stands above the body. */
  asideFirst?: boolean
  /** The body reaches both edges of a small screen. */
  flush?: boolean
  children: ReactNode
}

/** One page: its head, its body, and on a wide screen what stands beside it. */
export function Page({
  title,
  back,
  step,
  end,
  aside,
  asideAlways = false,
  asideFirst = false,
  flush = false,
  children,
}: Props) {
  const body = <div className={look(style.body, flush && style.flush)}>{children}</div>
  return (
    <div className={style.page}>
      <title>{`${title} · Sycee`}</title>
      <header className={look(style.head, back && style.step)}>
        {back && <Back to={back} />}
        <h1>
          {title}
          {step && <small>{step}</small>}
        </h1>
        <div className={style.end}>
          {!back && <Bell />}
          {end}
        </div>
      </header>
      <div className={look(style.columns, asideFirst && style.first)}>
        {body}
        {aside && (
          <aside className={look(style.aside, (asideAlways || asideFirst) && style.always)}>{aside}</aside>
        )}
      </div>
    </div>
  )
}

/** Back through history where this app made it, else to the place above. */
function Back({ to }: { to: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const { key } = useLocation()
  const leave = () => void (key === 'default' ? navigate(to, { replace: true }) : navigate(-1))
  return (
    <button type="button" className={style.back} aria-label={say(words('返回', 'Back'))} onClick={leave}>
      <Icon name="left" />
    </button>
  )
}
