/** Pages joined into one list by their cursor. */

export interface Joined<Item> {
  readonly items: readonly Item[]
  /** The cursor to go on with; null at the end, undefined before the first page. */
  readonly next: string | null | undefined
}

/** Add a page that was asked for with `cursor`; a page asked for twice, or out of turn, changes nothing. */
export function joined<Item extends { id: string }>(
  held: Joined<Item>,
  cursor: string | undefined,
  page: { items: readonly Item[]; next: string | null },
): Joined<Item> {
  if ((held.next ?? undefined) !== cursor || held.next === null) return held
  const known = new Set(held.items.map(({ id }) => id))
  return { items: [...held.items, ...page.items.filter(({ id }) => !known.has(id))], next: page.next }
}

/** Put what is new before the rest; null when the newest page does not reach back to what is held. */
export function freshened<Item extends { id: string }>(
  held: Joined<Item>,
  page: { items: readonly Item[]; next: string | null },
): Joined<Item> | null {
  const known = new Set(held.items.map(({ id }) => id))
  const fresh = page.items.filter(({ id }) => !known.has(id))
  if (fresh.length === page.items.length && page.next !== null) return null
  return fresh.length === 0 ? held : { items: [...fresh, ...held.items], next: held.next }
}
