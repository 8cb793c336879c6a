/** Reading: answers are kept and shown at once, asked for anew when old, and forgotten after an act changed them. */

import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { encode, type General, type Ok, type Outcome, type Read } from '@sycee/client'

interface Kept {
  answer?: unknown
  at: number
  trouble: { code: string } | null
  flying: boolean
}

const FRESH_MS = 10_000
const NONE: Kept = { at: 0, trouble: null, flying: false }
const kept = new Map<string, Kept>()
const listeners = new Set<() => void>()
const asked = new Map<string, () => void>()

function put(place: string, change: Partial<Kept>): void {
  kept.set(place, { ...(kept.get(place) ?? NONE), ...change })
  listeners.forEach((tell) => {
    tell()
  })
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export interface Reading<Answer, Own> {
  readonly answer: Answer | null
  /** Why there is no newer answer. */
  readonly trouble: Own | General | null
  readonly waiting: boolean
  readonly again: () => void
}

async function fetchInto<Ask, Answer, Own extends { code: string }>(
  place: string,
  read: Read<Ask, Answer, Own>,
  ask: Ask,
) {
  if (kept.get(place)?.flying) return
  put(place, { flying: true })
  const outcome: Outcome<Answer, Own> = await read(ask)
  if (!kept.has(place)) return
  if (isOk(outcome)) put(place, { answer: outcome.answer, at: Date.now(), trouble: null, flying: false })
  else put(place, { trouble: outcome, flying: false })
}

function isOk<Answer>(outcome: { code: string }): outcome is Ok<Answer> {
  return outcome.code === 'ok'
}

/** Read a capability; a null ask reads nothing yet. */
export function useRead<Ask, Answer, Own extends { code: string } = never>(
  read: Read<Ask, Answer, Own>,
  ask: Ask | null,
): Reading<Answer, Own> {
  const place = ask === null ? '' : `${read.capability} ${encode(ask)}`
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  const again = useCallback(() => {
    if (place && latest.current !== null) void fetchInto(place, read, latest.current)
  }, [place, read])
  useEffect(() => {
    if (!place) return
    asked.set(place, again)
    if (Date.now() - (kept.get(place)?.at ?? 0) > FRESH_MS) again()
    return () => void asked.delete(place)
  }, [place, again])
  const now = useSyncExternalStore(listen, () => kept.get(place) ?? NONE)
  return {
    answer: (now.answer as Answer | undefined) ?? null,
    trouble: now.trouble as Own | General | null,
    waiting: now.answer === undefined && now.trouble === null,
    again,
  }
}

const alsoForget = new Set<() => void>()

/** Have something else forgotten together with what was read. */
export function onForget(forgetting: () => void): void {
  alsoForget.add(forgetting)
}

/** Forget what these capabilities answered (`book.`, `account.list`); what is on screen is read anew. */
export function forget(...beginnings: string[]): void {
  alsoForget.forEach((forgetting) => {
    forgetting()
  })
  const hit = (place: string) => beginnings.some((beginning) => place.startsWith(beginning))
  for (const place of [...kept.keys()].filter(hit)) {
    if (asked.has(place)) put(place, { at: 0 })
    else kept.delete(place)
  }
  for (const [place, again] of asked) if (hit(place)) again()
}

/** Whether a page is waiting for something it has never seen. */
export function useWaiting(): boolean {
  return useSyncExternalStore(listen, () =>
    [...kept.values()].some(({ flying, answer }) => flying && answer === undefined),
  )
}

/** Forget everything that was read: another person may come. */
export function forgetAll(): void {
  kept.clear()
  alsoForget.forEach((forgetting) => {
    forgetting()
  })
}
