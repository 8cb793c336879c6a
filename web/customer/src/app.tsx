/** Every page of the customer's app and where it lives. */

import { lazy, Suspense, useEffect } from 'react'
import { Route, Routes } from 'react-router'
import { Boundary } from './shell/boundary'
import { Frame } from './shell/frame'
import { Gate } from './shell/gate'
import { Lost } from './shell/lost'
import { Home } from './features/home/home'
import { SignIn } from './features/sign-in/sign-in'

const pages = {
  accounts: () => import('./features/accounts/accounts'),
  upgrade: () => import('./features/accounts/upgrade'),
  assistants: () => import('./features/assistants/assistants'),
  book: () => import('./features/book/book'),
  entry: () => import('./features/book/entry'),
  bring: () => import('./features/bring/bring'),
  devices: () => import('./features/devices/devices'),
  join: () => import('./features/join/join'),
  me: () => import('./features/me/me'),
  messages: () => import('./features/messages/messages'),
  preferences: () => import('./features/messages/preferences'),
  phone: () => import('./features/phone/phone'),
  choose: () => import('./features/transfer/choose'),
  addPayee: () => import('./features/transfer/add-payee'),
  send: () => import('./features/transfer/send'),
  own: () => import('./features/transfer/own'),
  receipt: () => import('./features/transfer/receipt'),
  collect: () => import('./features/collect/collect'),
  paycode: () => import('./features/collect/paycode'),
  scan: () => import('./features/collect/scan'),
  pay: () => import('./features/collect/pay'),
  charge: () => import('./features/collect/charge'),
  orders: () => import('./features/orders/orders'),
  orderPayee: () => import('./features/orders/choose-payee'),
  orderForm: () => import('./features/orders/order-form'),
  waiting: () => import('./features/waiting/waiting'),
  oneWaiting: () => import('./features/waiting/one'),
}

const Accounts = lazy(pages.accounts)
const Upgrade = lazy(pages.upgrade)
const Assistants = lazy(pages.assistants)
const Book = lazy(pages.book)
const Entry = lazy(pages.entry)
const Bring = lazy(pages.bring)
const Devices = lazy(pages.devices)
const Join = lazy(pages.join)
const Me = lazy(pages.me)
const Messages = lazy(pages.messages)
const MessagePreferences = lazy(pages.preferences)
const Phone = lazy(pages.phone)
const Choose = lazy(pages.choose)
const AddPayee = lazy(pages.addPayee)
const Send = lazy(pages.send)
const Own = lazy(pages.own)
const ReceiptPage = lazy(pages.receipt)
const Collect = lazy(pages.collect)
const PaycodePage = lazy(pages.paycode)
const Scan = lazy(pages.scan)
const Pay = lazy(pages.pay)
const Charge = lazy(pages.charge)
const Orders = lazy(pages.orders)
const OrderPayee = lazy(pages.orderPayee)
const OrderForm = lazy(pages.orderForm)
const Waiting = lazy(pages.waiting)
const OneWaiting = lazy(pages.oneWaiting)

const IDLE_MS = 3000

/** Fetch the other pages once the first one stands, so that none is missing when the network goes. */
function fetchPages(): void {
  Object.values(pages).forEach((page) => {
    page().catch(() => undefined)
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
          <Route path="/join" element={<Join />} />
          <Route path="/phone" element={<Phone />} />
          <Route
            element={
              <Gate>
                <Frame />
              </Gate>
            }
          >
            <Route path="/" element={<Home />} />
            <Route path="/accounts" element={<Accounts />} />
            <Route path="/accounts/:id/upgrade" element={<Upgrade />} />
            <Route path="/book" element={<Book />} />
            <Route path="/book/entry/:id" element={<Entry />} />
            <Route path="/bring" element={<Bring />} />
            <Route path="/transfer" element={<Choose />} />
            <Route path="/transfer/new" element={<AddPayee />} />
            <Route path="/transfer/to/:payee" element={<Send />} />
            <Route path="/transfer/own" element={<Own />} />
            <Route path="/transfer/receipt/:transfer" element={<ReceiptPage />} />
            <Route path="/collect" element={<Collect />} />
            <Route path="/paycode" element={<PaycodePage />} />
            <Route path="/scan" element={<Scan />} />
            <Route path="/pay/:code" element={<Pay />} />
            <Route path="/charge" element={<Charge />} />
            <Route path="/orders" element={<Orders />} />
            <Route path="/orders/new" element={<OrderPayee />} />
            <Route path="/orders/new/:payee" element={<OrderForm />} />
            <Route path="/messages" element={<Messages />} />
            <Route path="/messages/preferences" element={<MessagePreferences />} />
            <Route path="/waiting" element={<Waiting />} />
            <Route path="/waiting/:proposal" element={<OneWaiting />} />
            <Route path="/assistants" element={<Assistants />} />
            <Route path="/me" element={<Me />} />
            <Route path="/devices" element={<Devices />} />
            <Route path="*" element={<Lost />} />
          </Route>
        </Routes>
      </Suspense>
    </Boundary>
  )
}
