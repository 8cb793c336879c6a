import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons'
import { useSay, words } from './words'
import { look } from './look'
import style from './states.module.css'

/** A still bone of a skeleton. */
export function Bone({ width, height = 14 }: { width: number | string; height?: number }) {
  return <span className={style.bone} style={{ width, height, display: 'block' }} />
}

/** What waits for the bank: nothing for 200 ms, then the rows' own geometry. */
export function Skeleton({
  rows = 4,
  flat = false,
  children,
}: {
  rows?: number
  flat?: boolean
  children?: ReactNode
}) {
  const say = useSay()
  return (
    <div className={style.late} role="status" aria-label={say(words('载入中', 'Loading'))}>
      {children ?? (
        <div className={look(style.card, flat && style.flat)}>
          {Array.from({ length: rows }, (_, index) => (
            <div className={style.row} key={index}>
              <Bone width={36} height={36} />
              <span style={{ flex: 1, display: 'grid', gap: 8 }}>
                <Bone width={`${38 + ((index * 17) % 30)}%`} />
                <Bone width={`${52 + ((index * 23) % 30)}%`} height={11} />
              </span>
              <Bone width={84} />
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Nothing here: an icon, the fact, one thing to do. */
export function Empty({
  icon,
  title,
  line,
  children,
}: {
  icon: IconName
  title: string
  line?: string
  children?: ReactNode
}) {
  return (
    <div className={style.empty}>
      <Icon name={icon} size={40} />
      <strong>{title}</strong>
      {line && <p>{line}</p>}
      {children}
    </div>
  )
}

/** It did not work: what, where the money is, and what to do now. */
export function Failed({ title, line, children }: { title: string; line: string; children?: ReactNode }) {
  return (
    <div className={style.failed} role="alert">
      <strong>
        <Icon name="flag" size={20} />
        {title}
      </strong>
      <p>{line}</p>
      {children && <div className={style.acts}>{children}</div>}
    </div>
  )
}

/** The silver bar while the bank is out of reach: why, from when the data is, and that money rests. */
export function OfflineBar({
  offline,
  since,
  onRetry,
}: {
  /** No network here; else it is the bank that does not answer. */
  offline: boolean
  since: string | null
  onRetry: () => void
}) {
  const say = useSay()
  const why = offline ? words('没有网络', 'Offline') : words('连不上银行', 'The bank is out of reach')
  const line = since
    ? words(
        `${why.zh}，显示 ${since} 的数据，暂不能转账`,
        `${why.en}. Showing data of ${since}; transfers rest`,
      )
    : words(`${why.zh}，暂不能转账`, `${why.en}; transfers rest`)
  return (
    <div className={style.offline} role="status">
      <Icon name="clock" size={20} />
      <span>{say(line)}</span>
      <button type="button" onClick={onRetry}>
        {say(words('重试', 'Retry'))}
      </button>
    </div>
  )
}

/** A quiet box of words with an icon. */
export function Notice({
  icon = 'info',
  title,
  children,
}: {
  icon?: IconName
  title?: string
  children?: ReactNode
}) {
  return (
    <div className={style.notice}>
      <Icon name={icon} size={20} />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  )
}
