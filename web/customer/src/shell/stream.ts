/** An endless list, read page by page as it is scrolled; kept while one looks at an item and comes back. */

import { useCallback, useEffect, useSyncExternalStore } from 'react'
import {
  bookEntries,
  encode,
  type BookEntriesAsk,
  type BookEntriesNo,
  type Entry,
  type General,
} from '@sycee/client'
import { freshened, joined, type Joined } from './merge'
import { onForget, onRefresh } from './read'

interface Flow extends Joined<Entry> {
  readonly flying: boolean
  readonly trouble: General | BookEntriesNo | null
}

const FIRST: Flow = { items: [], next: undefined, flying: false, trouble: null }
const KEPT_MAX = 6
const flows = new Map<string, Flow>()
const listeners = new Set<() => void>()

function put(place: string, flow: Flow): void {
  flows.delete(place)
  flows.set(place, flow)
  for (const old of [...flows.keys()].slice(0, -KEPT_MAX)) flows.delete(old)
  listeners.forEach((tell) => {
    tell()
  })
}

onForget(() => {
  flows.clear()
  listeners.forEach((tell) => {
    tell()
  })
})

onRefresh(() => {
  // One that nobody looks at is read when somebody does.
  for (const place of [...flows.keys()].slice(0, -1)) flows.delete(place)
  for (const place of flows.keys()) void readNewest(place)
})

export interface Stream extends Flow {
  /** Read on; does nothing at the end or while reading. */
  readonly more: () => void
}

export function useStream(ask: BookEntriesAsk): Stream {
  const place = encode(ask)
  const flow = useSyncExternalStore(listen, () => flows.get(place) ?? FIRST)
  const more = useCallback(() => void readOn(place), [place])
  const untouched = flow === FIRST
  useEffect(() => {
    if (untouched) more()
  }, [untouched, more])
  return { ...flow, more }
}

async function readOn(place: string): Promise<void> {
  const flow = flows.get(place) ?? FIRST
  if (flow.flying || flow.next === null) return
  put(place, { ...flow, flying: true, trouble: null })
  const cursor = flow.next
  const ask = JSON.parse(place) as BookEntriesAsk
  const outcome = await bookEntries({ ...ask, ...(cursor && { cursor }) })
  const now = flows.get(place)
  if (!now) return
  if (outcome.code === 'bad_cursor') {
    // The mark to go on from is too old: the list begins anew.
    put(place, FIRST)
    return
  }
  if (outcome.code !== 'ok') {
    put(place, { ...now, flying: false, trouble: outcome })
    return
  }
  const page = { items: outcome.answer.entries, next: outcome.answer.next }
  put(place, { ...joined(now, cursor, page), flying: false, trouble: null })
}

/** New entries come to stand before the others, and whoever has scrolled down stays where they are. */
async function readNewest(place: string): Promise<void> {
  if (flows.get(place)?.next === undefined) return
  const outcome = await bookEntries(JSON.parse(place) as BookEntriesAsk, { unasked: true })
  const now = flows.get(place)
  if (now?.next === undefined || outcome.code !== 'ok') return
  const fresh = freshened(now, { items: outcome.answer.entries, next: outcome.answer.next })
  if (fresh !== now) put(place, fresh ? { ...now, ...fresh } : FIRST)
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
