/** What the bank laid out in a place, as this phone orders it, and what of it was on the screen. */

import { useEffect, useRef, useSyncExternalStore } from 'react'
import {
  recommendSeen,
  type ForMeItem,
  type RecommendForMeAnswer,
  type RecommendSeenAsk,
} from '@sycee/client'
import { useAct } from '../../shell/act'
import { reporter } from '../../shell/report'
import { visit } from '../../shell/visit'
import { functionAt } from '../functions'
import { shownAs } from './offer'
import { reorder, type Ordered } from './reorder'

const NOTHING: Ordered = { places: [], own: false }
const SETTLED_MS = 600

/** The list as this phone orders it, anew with all that is noticed; which it is only where that may be. */
export function useOrdered(answer: RecommendForMeAnswer | null): Ordered {
  const noticed = useSyncExternalStore(visit.listen, visit.noticed)
  const personal = answer?.personal
  useEffect(() => {
    if (personal === undefined) return
    reporter.allow(personal)
    visit.allow(personal)
  }, [personal])
  return answer ? reorder(answer, noticed, functionAt, new Date().getHours()) : NOTHING
}

/** What of a list the bank may hear that it was seen. What this phone brought up is for this phone to know: the bank
 * hears of what it laid out itself, which is all of it as long as nothing was noticed, and then what is by lot, as that
 * keeps its place whatever was. */
export function tellable(items: readonly ForMeItem[], own: boolean): readonly ForMeItem[] {
  return own ? items.filter(({ by_lot }) => by_lot) : items
}

/** Tell the bank what was on the screen, each once: what nobody wants is to rest. In a place where one scrolls it is
 * told when nothing more has come for a moment. */
export function useSeen(items: readonly ForMeItem[], place: NonNullable<RecommendSeenAsk['place']> = 'home') {
  const told = useRef(new Set<string>())
  const { run } = useAct(recommendSeen)
  useEffect(() => {
    const fresh = items.filter(({ item }) => !told.current.has(item))
    if (fresh.length === 0) return
    const send = async () => {
      fresh.forEach(({ item }) => told.current.add(item))
      // Whether it was kept matters to the bank alone: nothing is shown of it.
      const outcome = await run({ items: fresh.map(({ item }) => item), place })
      if (outcome === null) fresh.forEach(({ item }) => told.current.delete(item))
      else
        fresh.forEach((one) => {
          reporter.track('recommend.seen', shownAs(one))
        })
    }
    if (place === 'home') {
      void send()
      return
    }
    const timer = setTimeout(() => void send(), SETTLED_MS)
    return () => {
      clearTimeout(timer)
    }
  })
}
