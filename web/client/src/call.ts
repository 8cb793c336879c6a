/** The one place that talks to the bank over the network. */

import { decode, encode } from './money'
import { isGeneral, type General, type GeneralCode, type Outcome, type Refused } from './outcome'
import type { Key } from './key'

export interface Surroundings {
  /** Language of the bank's words. */
  language: () => 'zh' | 'en'
  /** Told of every outcome, so that the shell can show lost network and an ended session. */
  heard: (capability: string, code: string) => void
  /** Which of the bank's two apps this is: the word without which its site takes no cookie. */
  app?: 'app' | 'staff'
}

let around: Surroundings = { language: () => 'zh', heard: () => undefined }

/** Tell the client once, at the entry, where it runs. */
export function surround(surroundings: Surroundings): void {
  around = surroundings
}

/** How a read is made: it may be called off, and it may be the app's own doing, which keeps no session alive. */
export interface How {
  signal?: AbortSignal
  unasked?: boolean
}

export interface Read<Ask, Answer, Own> {
  (ask: Ask, how?: How): Promise<Outcome<Answer, Own>>
  readonly capability: string
}

export interface Act<Ask, Answer, Own> {
  (ask: Ask, key: Key): Promise<Outcome<Answer, Own>>
  readonly capability: string
}

type AnyRefusal = Refused<string, unknown>

/** A capability that changes nothing. `own` lists the refusals that are only its own. */
export function read<Ask, Answer, Own extends AnyRefusal = never>(
  capability: string,
  own: readonly Own['code'][] = [],
): Read<Ask, Answer, Own> {
  const run = (ask: Ask, how: How = {}) =>
    send<Answer, Own>({ capability, own, ask, patience_ms: 10_000, ...how })
  return Object.assign(run, { capability })
}

/** A capability that writes or moves money: it takes the key of the intended action. */
export function act<Ask, Answer, Own extends AnyRefusal = never>(
  capability: string,
  own: readonly Own['code'][] = [],
): Act<Ask, Answer, Own> {
  const run = (ask: Ask, key: Key) => send<Answer, Own>({ capability, own, ask, patience_ms: 20_000, key })
  return Object.assign(run, { capability })
}

interface Call {
  capability: string
  own: readonly string[]
  ask: unknown
  patience_ms: number
  key?: Key
  signal?: AbortSignal
  unasked?: boolean
}

const PAUSES_MS = [400, 1200]
const PASSING = new Set(['busy', 'bank_unavailable'])

async function send<Answer, Own>(call: Call): Promise<Outcome<Answer, Own>> {
  const outcome = (await insist(call)) as Outcome<Answer, Own>
  around.heard(call.capability, (outcome as { code: string }).code)
  return outcome
}

/** Ask again, under the same key, while the network fails or the bank says that it is busy or coming back. */
async function insist(call: Call): Promise<Outcome<unknown, AnyRefusal>> {
  if (!navigator.onLine) return general('offline')
  for (const pause of PAUSES_MS) {
    const outcome = await once(call)
    if (outcome !== 'unreached' && !PASSING.has(outcome.code)) return outcome
    if (call.signal?.aborted) break
    await new Promise((wake) => setTimeout(wake, pause))
  }
  const last = await once(call)
  return last === 'unreached' ? general('no_answer') : last
}

async function once(call: Call): Promise<Outcome<unknown, AnyRefusal> | 'unreached'> {
  const late = AbortSignal.timeout(call.patience_ms)
  try {
    const response = await fetch(`/v1/${call.capability.replaceAll('.', '/')}`, {
      method: 'POST',
      headers: headers(call),
      body: encode(call.ask),
      credentials: 'same-origin',
      signal: call.signal ? AbortSignal.any([call.signal, late]) : late,
    })
    return understand(response.ok, await response.text(), call.own)
  } catch {
    return late.aborted || call.signal?.aborted ? general('no_answer') : 'unreached'
  }
}

function headers({ key, unasked }: Call): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Accept-Language': around.language(),
    'X-Sycee': around.app ?? 'app',
    ...(key && { 'Idempotency-Key': key }),
    ...(unasked && { 'X-Sycee-Unasked': '1' }),
  }
}

function understand(ok: boolean, text: string, own: readonly string[]): Outcome<unknown, AnyRefusal> {
  let body: unknown
  try {
    body = text ? decode(text) : {}
  } catch {
    return general('fault')
  }
  if (ok) return { code: 'ok', answer: body }
  return refusal(body, own)
}

function refusal(body: unknown, own: readonly string[]): AnyRefusal {
  const { code, say = '', facts = {}, field = null } = (body ?? {}) as Partial<AnyRefusal>
  if (!code) return general('fault')
  return { code: own.includes(code) || isGeneral(code) ? code : 'refused', say, facts, field }
}

function general(code: GeneralCode): General {
  return { code, say: '', facts: {}, field: null }
}
