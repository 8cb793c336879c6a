import { Suspense } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'
import { Icon, look, Note, Skeleton, useSay, words, type IconName, type Words } from '@sycee/kit'
import { Arrivals } from './arrivals'
import { Badge, useBadges, type Badges } from './badges'
import { Bell } from './bell'
import { useMe } from './gate'
import { useLive } from './live'
import { NewEdition } from './new-edition'
import { Offline } from './offline'
import { useWaiting } from './read'
import { useScroll } from './scroll'
import { useSignOut } from './sign-out'
import style from './frame.module.css'

interface Place {
  to: string
  icon: IconName
  words: Words
  /** How much there is to look at. */ count?: (badges: Badges) => number
}

const TABS: readonly Place[] = [
  { to: '/', icon: 'home', words: words('首页', 'Home') },
  { to: '/book', icon: 'book', words: words('账本', 'Book') },
  { to: '/transfer', icon: 'transfer', words: words('转账', 'Transfer') },
  { to: '/life', icon: 'basket', words: words('生活', 'Life') },
  {
    to: '/me',
    icon: 'person',
    words: words('我的', 'Me'),
    count: ({ waiting }) => waiting,
  },
]
const MORE: readonly Place[] = [
  { to: '/accounts', icon: 'card', words: words('账户', 'Accounts') },
  { to: '/card', icon: 'receipt', words: words('信用卡', 'Credit card') },
  { to: '/collect', icon: 'qr', words: words('收付款码', 'Codes') },
  { to: '/orders', icon: 'clock', words: words('预约转账', 'Orders') },
  { to: '/bring', icon: 'upload', words: words('导入账单', 'Bring statements') },
  { to: '/settings', icon: 'sliders', words: words('设置', 'Settings') },
]

// Steps with their own foot take the whole of a small screen.
const STEPS = /^\/(transfer\/.+|book\/entry\/.+|bring|pay\/.+|bills\/.+|orders\/new.*|card\/repay)/

/** The frame around every page: tabs below on a phone, a rail at the left on a wide screen. */
export function Frame() {
  const say = useSay()
  const { pathname } = useLocation()
  const badges = useBadges()
  useScroll()
  useLive()
  return (
    <div className={look(style.frame, STEPS.test(pathname) && style.bare)}>
      <a className={style.skip} href="#main">
        {say(words('跳到内容', 'Skip to content'))}
      </a>
      <Offline />
      <NewEdition />
      <Arrivals />
      <Rail badges={badges} />
      <main id="main" tabIndex={-1} style={{ outline: 0 }}>
        <Suspense
          fallback={
            <div className={style.opening}>
              <Skeleton rows={6} />
            </div>
          }
        >
          <Outlet />
        </Suspense>
      </main>
      <Slow />
      <nav className={style.tabs} aria-label={say(words('主导航', 'Main'))}>
        {TABS.map((place) => (
          <NavLink key={place.to} to={place.to} end={place.to === '/'}>
            {({ isActive }) => (
              <>
                <Icon name={place.icon} here={isActive} />
                {say(place.words)}
                <span className={style.mark}>
                  <Badge count={place.count?.(badges) ?? 0} />
                </span>
              </>
            )}
          </NavLink>
        ))}
      </nav>
    </div>
  )
}

/** After four seconds of waiting, one word about it. */
function Slow() {
  const say = useSay()
  return useWaiting() ? (
    <p className={style.slow} role="status">
      {say(words('银行还在查，请再等一下', 'The bank is still looking, one moment'))}
    </p>
  ) : null
}

function Rail({ badges }: { badges: Badges }) {
  const say = useSay()
  const me = useMe()
  const signOut = useSignOut()
  const link = (place: Place) => (
    <NavLink key={place.to} to={place.to} end={place.to === '/'}>
      {({ isActive }) => (
        <>
          <Icon name={place.icon} size={22} here={isActive} />
          {say(place.words)}
          <Badge count={place.count?.(badges) ?? 0} />
        </>
      )}
    </NavLink>
  )
  return (
    <nav className={style.rail} aria-label={say(words('主导航', 'Main'))}>
      <p className={style.brand}>
        <Icon name="ingot" size={30} />
        Sycee
      </p>
      {TABS.map(link)}
      <Bell named />
      <div className={style.gap} />
      {MORE.map(link)}
      <div className={style.foot}>
        <p className={style.who}>
          {me.name}
          <small>{me.phone}</small>
        </p>
        <div className={style.out}>
          <Note id="rail-note" wrong={signOut.wrong} />
        </div>
        <button type="button" disabled={signOut.busy} onClick={() => void signOut.run()}>
          <Icon name="exit" size={22} />
          {say(words('退出登录', 'Sign out'))}
        </button>
      </div>
    </nav>
  )
}
