/** Money that has come in since one last looked. */

import { total, type Entry, type Money } from '@sycee/client'

/** What is known already: the newest instant, and which entries stand at it. */
export interface Seen {
  readonly at: number
  readonly ids: ReadonlySet<string>
}

/** A notice of what came: how much of it there is, and the newest. */
export interface Arrival {
  readonly newest: Entry
  readonly count: number
  readonly sum: Money
}

/** All of these are known from now on. */
export function seenIn(entries: readonly Entry[], before: Seen | null = null): Seen {
  const at = Math.max(before?.at ?? 0, ...entries.map((entry) => Date.parse(entry.at)))
  const ids = entries.filter((entry) => Date.parse(entry.at) === at).map(({ id }) => id)
  return { at, ids: new Set([...(before?.at === at ? before.ids : []), ...ids]) }
}

/** What others have paid in since; null when nothing. Of several currencies it counts the newest's. */
export function arrived(entries: readonly Entry[], seen: Seen): Arrival | null {
  const fresh = entries.filter(
    (entry) =>
      entry.amount.minor > 0n &&
      entry.source === 'bank' &&
      entry.kind !== 'own' &&
      Date.parse(entry.at) >= seen.at &&
      !seen.ids.has(entry.id),
  )
  const newest = fresh[0]
  if (!newest) return null
  const alike = fresh.filter(({ amount }) => amount.asset === newest.amount.asset)
  return { newest, count: alike.length, sum: total(alike.map(({ amount }) => amount)) }
}
