/** Acting: one key per intended action, kept while it is undecided, and never twice at once. */

import { useRef, useState } from 'react'
import { encode, keyFor, undecided, type Act, type Held, type Outcome } from '@sycee/client'
import { recall, store } from './kept'

export interface Acting<Ask, Answer, Own> {
  /** Do it; null when it is being done already. */
  readonly run: (ask: Ask) => Promise<Outcome<Answer, Own> | null>
  readonly busy: boolean
  /** Whether this very action was sent before and nothing is known of it. */
  readonly unsettled: (ask: Ask) => boolean
}

/** With `place`, the key of an undecided action outlives a reload of the page. */
export function useAct<Ask, Answer, Own extends { code: string } = never>(
  act: Act<Ask, Answer, Own>,
  place?: string,
): Acting<Ask, Answer, Own> {
  const [busy, setBusy] = useState(false)
  const flying = useRef(false)
  const held = useRef<Held | null>(null)
  const holding = () => held.current ?? (place ? recall<Held>(place) : null)
  const hold = (next: Held | null) => {
    held.current = next
    if (place) store(place, next)
  }
  const run = async (ask: Ask) => {
    if (flying.current) return null
    flying.current = true
    setBusy(true)
    const mine = keyFor(encode(ask), holding())
    hold(mine)
    try {
      const outcome: Outcome<Answer, Own> = await act(ask, mine.key)
      if (!undecided((outcome as { code: string }).code)) hold(null)
      return outcome
    } finally {
      flying.current = false
      setBusy(false)
    }
  }
  return { run, busy, unsettled: (ask) => !busy && holding()?.what === encode(ask) }
}
