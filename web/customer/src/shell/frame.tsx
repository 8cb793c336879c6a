import { Suspense } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'
import { Icon, look, Note, Skeleton, useSay, words } from '@sycee/kit'
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
import { MIDDLE, placesOf, STANDARD, useTabs, type Place as Leads } from './tabs'
import style from './frame.module.css'

interface Place extends Leads {
  /** How much there is to look at. */ count?: (badges: Badges) => number
}

const HOME: Place = { to: '/', icon: 'home', words: words('首页', 'Home') }
const ME: Place = {
  to: '/me',
  icon: 'person',
  words: words('我的', 'Me'),
  count: ({ waiting }) => waiting,
}
/** The rail has room for everything, so there nothing changes. */
const RAIL: readonly Place[] = [HOME, ...placesOf(STANDARD), ME]
const MORE: readonly Place[] = [
  { to: '/accounts', icon: 'card', words: words('账户', 'Accounts') },
  { to: '/card', icon: 'receipt', words: words('信用卡', 'Credit card') },
  { to: '/collect', icon: 'qr', words: words('收付款码', 'Codes') },
  { to: '/orders', icon: 'clock', words: words('预约转账', 'Orders') },
  { to: '/wealth', icon: 'safe', words: words('理财', 'Wealth') },
  { to: '/articles', icon: 'file', words: words('文章', 'Articles') },
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
      <Tabs badges={badges} />
    </div>
  )
}

/** Home, three by habit, and what is mine. Until it is known which, their places are empty: nothing moves. */
function Tabs({ badges }: { badges: Badges }) {
  const say = useSay()
  const names = useTabs()
  const link = (place: Place) => (
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
  )
  return (
    <nav className={style.tabs} aria-label={say(words('主导航', 'Main'))}>
      {link(HOME)}
      {names ? placesOf(names).map(link) : Array.from({ length: MIDDLE }, (_, place) => <span key={place} />)}
      {link(ME)}
    </nav>
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
      {RAIL.map(link)}
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
