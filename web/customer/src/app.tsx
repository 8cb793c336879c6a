/** Every page of the customer's app and where it lives. */

import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { Route, Routes } from 'react-router'
import { Boundary } from './shell/boundary'
import { Frame } from './shell/frame'
import { Gate } from './shell/gate'
import { Lost } from './shell/lost'
import { Pages } from './shell/report'
import { Home } from './features/home/home'
import { SignIn } from './features/sign-in/sign-in'

type Pages = Readonly<Record<string, () => Promise<{ default: ComponentType }>>>

/** For anybody. */
const OPEN: Pages = {
  '/forgot': () => import('./features/recover/recover'),
  '/join': () => import('./features/join/join'),
  '/sign-in/settings': () => import('./features/settings/settings'),
  '/phone': () => import('./features/phone/phone'),
  '/verify': () => import('./features/verify/verify'),
}

/** For whoever is signed in, inside the frame. */
const OWN: Pages = {
  '/accounts': () => import('./features/accounts/accounts'),
  '/accounts/:id/statements': () => import('./features/accounts/statements'),
  '/accounts/:id/upgrade': () => import('./features/accounts/upgrade'),
  '/articles': () => import('./features/shelf/articles'),
  '/assistants': () => import('./features/assistants/assistants'),
  '/bills': () => import('./features/bills/history'),
  '/bills/:biller': () => import('./features/bills/pay'),
  '/bills/paid/:transfer': () => import('./features/bills/paid'),
  '/book': () => import('./features/book/book'),
  '/book/analysis': () => import('./features/book/analysis'),
  '/book/categories': () => import('./features/book/categories'),
  '/book/export': () => import('./features/book/export'),
  '/book/found': () => import('./features/book/found'),
  '/book/reminders': () => import('./features/book/reminders'),
  '/book/search': () => import('./features/book/search'),
  '/book/statement': () => import('./features/book/statement'),
  '/book/entry/:id': () => import('./features/book/entry'),
  '/bring': () => import('./features/bring/bring'),
  '/campaigns': () => import('./features/shelf/campaigns'),
  '/card': () => import('./features/card/card'),
  '/card/repay': () => import('./features/card/repay'),
  '/card/statements': () => import('./features/card/statements'),
  '/card/statements/:day': () => import('./features/card/statement'),
  '/certificates': () => import('./features/certificates/certificates'),
  '/charge': () => import('./features/collect/charge'),
  '/collect': () => import('./features/collect/collect'),
  '/devices': () => import('./features/devices/devices'),
  '/favourites': () => import('./features/favourites/favourites'),
  '/help': () => import('./features/help/help'),
  '/life': () => import('./features/bills/life'),
  '/me': () => import('./features/me/me'),
  '/messages': () => import('./features/messages/messages'),
  '/messages/preferences': () => import('./features/messages/preferences'),
  '/orders': () => import('./features/orders/orders'),
  '/orders/new': () => import('./features/orders/choose-payee'),
  '/orders/new/:payee': () => import('./features/orders/order-form'),
  '/outside/:id': () => import('./features/accounts/outside'),
  '/password': () => import('./features/password/password'),
  '/pay/:code': () => import('./features/collect/pay'),
  '/paycode': () => import('./features/collect/paycode'),
  '/proofs': () => import('./features/proofs/proofs'),
  '/scan': () => import('./features/collect/scan'),
  '/settings': () => import('./features/settings/settings'),
  '/tabs': () => import('./features/tabs/tabs'),
  '/transfer': () => import('./features/transfer/choose'),
  '/transfer/new': () => import('./features/transfer/add-payee'),
  '/transfer/to/:payee': () => import('./features/transfer/send'),
  '/transfer/own': () => import('./features/transfer/own'),
  '/transfer/receipt/:transfer': () => import('./features/transfer/receipt'),
  '/wealth': () => import('./features/shelf/wealth'),
  '/waiting': () => import('./features/waiting/waiting'),
  '/waiting/:proposal': () => import('./features/waiting/one'),
}

const routes = (pages: Pages) =>
  Object.entries(pages).map(([path, load]) => {
    const Page = lazy(load)
    return <Route key={path} path={path} element={<Page />} />
  })
const open = routes(OPEN)
const own = routes(OWN)
const ROUTES = ['/', ...Object.keys(OWN)]

const IDLE_MS = 3000

/** Fetch the other pages once the first one stands, so that none is missing when the network goes. */
function fetchPages(): void {
  Object.values({ ...OPEN, ...OWN }).forEach((load) => {
    load().catch(() => undefined)
  })
}

export function App() {
  useEffect(() => {
    const timer = setTimeout(fetchPages, IDLE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return (
    <Boundary>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          {open}
          <Route
            element={
              <Gate>
                <Pages routes={ROUTES} />
                <Frame />
              </Gate>
            }
          >
            <Route path="/" element={<Home />} />
            {own}
            <Route path="*" element={<Lost />} />
          </Route>
        </Routes>
      </Suspense>
    </Boundary>
  )
}
