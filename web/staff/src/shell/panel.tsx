/** A panel: a head in Song with what may be done, and a body. */

import type { ReactNode } from 'react'
import { Alert, Button, Empty } from 'antd'
import { useSay, words } from '@sycee/kit'
import styles from './panel.module.css'

export function Panel({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <div className={styles.extra}>{extra}</div>
      </header>
      {children}
    </section>
  )
}

/** What a panel's content is chosen by. */
export function Bar({ children }: { children: ReactNode }) {
  return <div className={styles.bar}>{children}</div>
}

/** The way to what came before. */
export function More({ title, onClick }: { title: string; onClick: () => void }) {
  return (
    <div className={styles.more}>
      <Button onClick={onClick}>{title}</Button>
    </div>
  )
}

/** What went wrong, and the way to try again. */
export function Trouble({ text, again }: { text: string; again?: () => void }) {
  const say = useSay()
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon={false}
      title={text}
      action={again && <Button onClick={again}>{say(words('再试一次', 'Try again'))}</Button>}
      className={styles.trouble ?? ''}
    />
  )
}

/** Nothing is here, and why. */
export function Nothing({ text }: { text: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />
}

/** Names and values, side by side. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
