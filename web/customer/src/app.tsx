/** Every page of the customer's app and where it lives. */

import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Boundary } from './shell/boundary'
import { Frame } from './shell/frame'
import { Gate } from './shell/gate'
import { Lost } from './shell/lost'
import { Home } from './features/home/home'
import { SignIn } from './features/sign-in/sign-in'

const Accounts = lazy(() => import('./features/accounts/accounts'))
const Book = lazy(() => import('./features/book/book'))
const Entry = lazy(() => import('./features/book/entry'))
const Bring = lazy(() => import('./features/bring/bring'))
const Me = lazy(() => import('./features/me/me'))
const Phone = lazy(() => import('./features/phone/phone'))
const Choose = lazy(() => import('./features/transfer/choose'))
const AddPayee = lazy(() => import('./features/transfer/add-payee'))
const Send = lazy(() => import('./features/transfer/send'))
const Own = lazy(() => import('./features/transfer/own'))
const ReceiptPage = lazy(() => import('./features/transfer/receipt'))

export function App() {
  return (
    <Boundary>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          <Route path="/phone" element={<Phone />} />
          <Route element={<Gate><Frame /></Gate>}>
            <Route path="/" element={<Home />} />
            <Route path="/accounts" element={<Accounts />} />
            <Route path="/book" element={<Book />} />
            <Route path="/book/entry/:id" element={<Entry />} />
            <Route path="/bring" element={<Bring />} />
            <Route path="/transfer" element={<Choose />} />
            <Route path="/transfer/new" element={<AddPayee />} />
            <Route path="/transfer/to/:payee" element={<Send />} />
            <Route path="/transfer/own" element={<Own />} />
            <Route path="/transfer/receipt/:transfer" element={<ReceiptPage />} />
            <Route path="/me" element={<Me />} />
            <Route path="*" element={<Lost />} />
          </Route>
        </Routes>
      </Suspense>
    </Boundary>
  )
}
