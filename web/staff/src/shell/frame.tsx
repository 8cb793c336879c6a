/** The console's frame: a bar with who is here, a rail with the pages, the page. */

import { Suspense, useEffect } from 'react'
import { Button, Spin } from 'antd'
import { NavLink, Outlet, useLocation } from 'react-router'
import { newKey } from '@sycee/client'
import { staffEnd } from '@sycee/client/staff'
import { choose, Icon, look, useSay, useSettings, words, type IconName, type Words } from '@sycee/kit'
import { enter, useMember } from './session'
import { useDark } from './theme'
import styles from './frame.module.css'

interface Place {
  readonly to: string
  readonly title: Words
  readonly icon: IconName
  readonly right?: string
}

const PLACES: readonly Place[] = [
  { to: '/customers', title: words('查找客户', 'Customers'), icon: 'search', right: 'customers' },
  { to: '/entries', title: words('账户与明细', 'Accounts, entries'), icon: 'book', right: 'entries' },
  { to: '/records', title: words('业务记录', 'Records'), icon: 'shield', right: 'records' },
  { to: '/pulse', title: words('业务脉搏', 'Pulse'), icon: 'clock', right: 'records' },
  { to: '/models', title: words('模型', 'Models'), icon: 'sliders', right: 'models' },
  { to: '/graph', title: words('知识图谱', 'Knowledge graph'), icon: 'graph', right: 'models' },
  { to: '/events', title: words('行为事件', 'Events'), icon: 'eye', right: 'records' },
  { to: '/catalog', title: words('能力目录', 'Catalog'), icon: 'file' },
]

async function leave(): Promise<void> {
  const outcome = await staffEnd({}, newKey())
  if (outcome.code === 'ok' || outcome.code === 'not_signed_in') enter(null)
}

export function Switches() {
  const say = useSay()
  const { language } = useSettings()
  const dark = useDark()
  return (
    <>
      <Button
        type="text"
        onClick={() => {
          choose({ theme: dark ? 'light' : 'dark' })
        }}
      >
        {dark ? say(words('浅色', 'Light')) : say(words('深色', 'Dark'))}
      </Button>
      <Button
        type="text"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => {
          choose({ language: language === 'zh' ? 'en' : 'zh' })
        }}
      >
        {language === 'zh' ? 'English' : '中文'}
      </Button>
    </>
  )
}

export function Frame() {
  const say = useSay()
  const member = useMember()
  const { pathname } = useLocation()
  const rights = new Set(member?.rights.map(({ right }) => right))
  const places = PLACES.filter(({ right }) => !right || rights.has(right))
  const here = PLACES.find(({ to }) => pathname.startsWith(to))
  const title = here ? say(here.title) : ''
  useEffect(() => {
    document.title = `${title} · Sycee`
  }, [title])
  return (
    <div className={styles.frame}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Icon name="ingot" size={22} />
          {say(words('Sycee 工作台', 'Sycee console'))}
        </span>
        <span className={styles.who}>
          <span title={member?.login}>{member?.name}</span>
          <Switches />
          <Button
            type="text"
            onClick={() => {
              void leave()
            }}
          >
            {say(words('退出', 'Sign out'))}
          </Button>
        </span>
      </header>
      <nav className={styles.rail} aria-label={say(words('页面', 'Pages'))}>
        {places.map((place) => (
          <NavLink
            key={place.to}
            to={place.to}
            className={({ isActive }) => look(styles.place, isActive && styles.here)}
          >
            <Icon name={place.icon} size={18} />
            {say(place.title)}
          </NavLink>
        ))}
      </nav>
      <main className={styles.page}>
        <h1 className={styles.hidden}>{title}</h1>
        <Suspense fallback={<Spin />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
