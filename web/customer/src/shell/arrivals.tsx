import { useCallback, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { bookEntries } from '@sycee/client'
import { figure, Icon, useSay, useSettings, words } from '@sycee/kit'
import { useFacts } from './live'
import { arrived, seenIn, type Arrival, type Seen } from './news'
import style from './arrivals.module.css'

const STAYS_MS = 10_000
const LOOK_BACK = 20

/** A quiet word when money has come in. It stays where it is read aloud, and goes by itself. */
export function Arrivals() {
  const say = useSay()
  const { key } = useLocation()
  const [arrival, setArrival] = useState<Arrival | null>(null)
  useArrival(setArrival)
  const [here, setHere] = useState(key)
  if (here !== key) {
    setHere(key)
    setArrival(null)
  }
  const goes = useGoing(arrival, () => {
    setArrival(null)
  })
  return (
    <div className={style.place} role="status" aria-live="polite" {...goes}>
      {arrival && (
        <div className={style.notice}>
          <Icon name="ingot" size={22} />
          <Link to={`/book/entry/${encodeURIComponent(arrival.newest.id)}`}>
            <Told of={arrival} />
          </Link>
          <button
            type="button"
            aria-label={say(words('知道了', 'Dismiss'))}
            onClick={() => {
              setArrival(null)
            }}
          >
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
    </div>
  )
}

function Told({ of: { newest, count, sum } }: { of: Arrival }) {
  const say = useSay()
  const { veiled } = useSettings()
  const much = veiled ? '' : figure(sum)
  if (count > 1)
    return say(
      words(
        `收到 ${count} 笔${much && `，共 ${much} 元`}`,
        `${count} payments in${much && `, ${much} in all`}`,
      ),
    )
  const who = newest.counterparty || newest.title
  return say(words(`收到 ${who}${much && ` ${much} 元`}`, `From ${who}${much && `: ${much}`}`))
}

/** Look at the newest entries whenever something was heard, and say which of them are new. */
function useArrival(tell: (arrival: Arrival) => void): void {
  const seen = useRef<Seen | null>(null)
  const look = useCallback(async () => {
    const outcome = await bookEntries({ limit: LOOK_BACK }, { unasked: true })
    if (outcome.code !== 'ok') return
    const { entries } = outcome.answer
    const fresh = seen.current && arrived(entries, seen.current)
    seen.current = seenIn(entries, seen.current)
    if (fresh) tell(fresh)
  }, [tell])
  useEffect(() => void look(), [look])
  useFacts(
    useCallback(
      (facts) => {
        if (facts.length === 0 || facts.some((fact) => MONEY.has(fact))) void look()
      },
      [look],
    ),
  )
}

const MONEY = new Set([
  'transfer.sent',
  'transfer.moved',
  'transfer.returned',
  'collect.paid',
  'bill.refunded',
  'city.paid',
])

/** Gone after a while, unless somebody is at it. */
function useGoing(arrival: Arrival | null, go: () => void) {
  const [held, setHeld] = useState(false)
  const leave = useRef(go)
  useEffect(() => {
    leave.current = go
  })
  useEffect(() => {
    if (!arrival || held) return
    const timer = setTimeout(() => {
      leave.current()
    }, STAYS_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [arrival, held])
  const hold = () => {
    setHeld(true)
  }
  const release = () => {
    setHeld(false)
  }
  return { onPointerEnter: hold, onPointerLeave: release, onFocus: hold, onBlur: release }
}
