/** Every page of the console and where it lives. */

import { lazy, Suspense, useEffect, useState } from 'react'
import { ConfigProvider, Spin } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { Navigate, Route, Routes } from 'react-router'
import { useSay, useSettings, words } from '@sycee/kit'
import { Frame } from './shell/frame'
import { Trouble } from './shell/panel'
import { recognise, useMember } from './shell/session'
import { themeNow, useDark } from './shell/theme'
import { SignIn } from './features/sign-in/sign-in'

const Find = lazy(() => import('./features/customers/find'))
const Customer = lazy(() => import('./features/customers/customer'))
const Life = lazy(() => import('./features/customers/life'))
const Pulse = lazy(() => import('./features/pulse/pulse'))
const Events = lazy(() => import('./features/events/events'))
const Entries = lazy(() => import('./features/entries/entries'))
const Records = lazy(() => import('./features/records/records'))
const Models = lazy(() => import('./features/models/models'))
const Graph = lazy(() => import('./features/graph/graph'))
const Catalog = lazy(() => import('./features/catalog/catalog'))

export function App() {
  const { language } = useSettings()
  return (
    <ConfigProvider
      theme={themeNow(useDark())}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: false }}
    >
      <Gate />
    </ConfigProvider>
  )
}

function Gate() {
  const say = useSay()
  const member = useMember()
  const [lost, setLost] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    void recognise().then((answered) => {
      setLost(!answered)
    })
  }, [round])
  if (member === undefined)
    return lost ? (
      <Trouble
        text={say(words('连不上银行。', 'The bank cannot be reached.'))}
        again={() => {
          setRound(round + 1)
        }}
      />
    ) : null
  if (member === null) return <SignIn />
  const first = member.rights.some(({ right }) => right === 'customers') ? '/customers' : '/catalog'
  return (
    <Suspense fallback={<Spin />}>
      <Routes>
        <Route element={<Frame />}>
          <Route path="/customers" element={<Find />} />
          <Route path="/customers/:customer" element={<Customer />} />
          <Route path="/customers/:customer/life" element={<Life />} />
          <Route path="/pulse" element={<Pulse />} />
          <Route path="/events" element={<Events />} />
          <Route path="/entries" element={<Entries />} />
          <Route path="/records" element={<Records />} />
          <Route path="/models" element={<Models />} />
          <Route path="/graph" element={<Graph />} />
          <Route path="/catalog" element={<Catalog />} />
          <Route path="*" element={<Navigate to={first} replace />} />
        </Route>
      </Routes>
    </Suspense>
  )
}
