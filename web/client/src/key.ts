/** Idempotency keys: one per intended action, kept while it is undecided. */

/** A UUIDv7: 48 bits of milliseconds, then chance. */
export type Key = string & { readonly __key: unique symbol }

export function newKey(now: number = Date.now()): Key {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Key
}

/** An action and the key it was first sent under. */
export interface Held {
  readonly what: string
  readonly key: Key
}

/** The key for an action: the held one while it is the same action, else a new one. */
export function keyFor(what: string, held: Held | null): Held {
  return held?.what === what ? held : { what, key: newKey() }
}

// Without an answer, or with one that the bank does not store under its key, the same action may still
// have happened or may yet: only the same key makes asking again safe.
const UNDECIDED = new Set(['no_answer', 'offline', 'busy', 'bank_unavailable', 'fault', 'not_signed_in'])

/** Whether an outcome leaves its action undecided, so that its key must be kept. */
export function undecided(code: string): boolean {
  return UNDECIDED.has(code)
}
