/** Asking a verb that only looks, and again when the ask changes. Each time is on record: nothing asks without need. */

import { useCallback, useEffect, useState } from 'react'
import { encode, type General, type Outcome, type Read, type Refused } from '@sycee/client'
import { say, words } from '@sycee/kit'

type No = Refused<string, unknown>

export interface Asked<Answer> {
  readonly answer: Answer | null
  /** What a person reads when there is none. */
  readonly trouble: string | null
  readonly loading: boolean
  readonly again: () => void
}

/** `ask` null asks nothing. */
export function useAsk<Ask, Answer, Own extends No = never>(
  verb: Read<Ask, Answer, Own>,
  ask: Ask | null,
): Asked<Answer> {
  const [round, setRound] = useState(0)
  const wanted = ask === null ? null : `${round} ${encode(ask)}`
  const [got, setGot] = useState<{ wanted: string; outcome: Outcome<Answer, Own> } | null>(null)
  useEffect(() => {
    if (wanted === null || ask === null) return
    const leaving = new AbortController()
    verb(ask, { signal: leaving.signal }).then(
      (outcome) => {
        if (!leaving.signal.aborted) setGot({ wanted, outcome })
      },
      () => undefined,
    )
    return () => {
      leaving.abort()
    }
    // The ask is compared by what it says, which `wanted` holds.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [verb, wanted])
  const again = useCallback(() => {
    setRound((n) => n + 1)
  }, [])
  const outcome = got?.wanted === wanted ? got.outcome : null
  const answer = outcome?.code === 'ok' ? (outcome as { answer: Answer }).answer : null
  const trouble = outcome && outcome.code !== 'ok' ? troubleOf(outcome as General) : null
  return { answer, trouble, loading: wanted !== null && outcome === null, again }
}

/** The bank's own words, or ours where it could give none. */
export function troubleOf(outcome: No): string {
  if (outcome.say) return outcome.say
  return outcome.code === 'offline'
    ? say(words('没有网络，什么都没有发出。', 'No network; nothing was sent.'))
    : say(words('没有收到银行的回答，请再试一次。', 'The bank did not answer; please try again.'))
}
