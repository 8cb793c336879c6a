/** Reading: answers are kept and shown at once, asked for anew when old, and forgotten after an act changed them. */

import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { encode, type General, type How, type Ok, type Outcome, type Read } from '@sycee/client'
import { visit } from './visit'

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
const late = new Set<string>()
/** Who shows what, and so can ask for it. */
const asked = new Map<string, Set<Asking>>()
type Asking = (how?: How) => void

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
  how?: How,
) {
  if (kept.get(place)?.flying) return
  put(place, { flying: true })
  const outcome: Outcome<Answer, Own> = await read(ask, how)
  if (!kept.has(place)) return
  if (isOk(outcome)) put(place, { answer: outcome.answer, at: Date.now(), trouble: null, flying: false })
  else put(place, { trouble: outcome, flying: false })
  // What was asked for while it flew may be about what came after its answer was made.
  if (late.delete(place)) askAnew(place, how)
}

/** Whoever shows it asks for it; while an answer is on its way, another is asked for after it. */
function askAnew(place: string, how?: How): void {
  if (kept.get(place)?.flying) late.add(place)
  else [...(asked.get(place) ?? [])][0]?.(how)
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
  const askFor = useCallback(
    (how?: How) => {
      if (place && latest.current !== null) void fetchInto(place, read, latest.current, how)
    },
    [place, read],
  )
  const again = useCallback(() => {
    askFor()
  }, [askFor])
  useEffect(() => {
    if (!place) return
    const showing = asked.get(place) ?? new Set<Asking>()
    asked.set(place, showing.add(askFor))
    if (Date.now() - (kept.get(place)?.at ?? 0) > FRESH_MS) askFor()
    return () => {
      showing.delete(askFor)
      if (showing.size === 0) asked.delete(place)
    }
  }, [place, askFor])
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

const alsoRefresh = new Set<() => void>()

/** Have something else read anew when the bank says that there is something new. */
export function onRefresh(refreshing: () => void): void {
  alsoRefresh.add(refreshing)
}

/** The bank says that these have changed: what is on screen is read anew, in its place; the rest is forgotten. */
export function refresh(...beginnings: string[]): void {
  outdate(beginnings, { unasked: true })
  if (beginnings.some((beginning) => 'book.entries'.startsWith(beginning)))
    alsoRefresh.forEach((refreshing) => {
      refreshing()
    })
}

/** Forget what these capabilities answered (`book.`, `account.list`); what is on screen is read anew. */
export function forget(...beginnings: string[]): void {
  alsoForget.forEach((forgetting) => {
    forgetting()
  })
  outdate(beginnings)
}

function outdate(beginnings: readonly string[], how?: How): void {
  const hit = (place: string) => beginnings.some((beginning) => place.startsWith(beginning))
  for (const place of [...kept.keys()].filter(hit)) {
    if (asked.has(place)) put(place, { at: 0 })
    else kept.delete(place)
  }
  for (const place of [...asked.keys()].filter(hit)) askAnew(place, how)
}

/** Whether a page is waiting for something it has never seen. */
export function useWaiting(): boolean {
  return useSyncExternalStore(listen, () =>
    [...kept.values()].some(({ flying, answer }) => flying && answer === undefined),
  )
}

/** Forget everything that was read: another person may come. */
export function forgetAll(): void {
  visit.clear()
  kept.clear()
  late.clear()
  alsoForget.forEach((forgetting) => {
    forgetting()
  })
}
