/**
 * Reporting what a person does: `page` and `track`, by the batch, each once however often it is sent.
 *
 * What is reported waits in memory and in this browser's storage, two hundred at most, until the bank has answered for
 * it; without network it waits on. It is machine words and small numbers alone, as the bank takes nothing else, so that
 * what lies in storage tells of nobody; it goes when the session is over. Nothing of this ever fails or holds up a page.
 */

import { newKey } from './key'

export type Props = Readonly<Record<string, string | number | boolean>>

interface Happening {
  readonly message: string
  readonly kind: 'track' | 'page' | 'identify'
  readonly name: string
  readonly at: string
  readonly props: Props
}

const PLACE = 'sycee.events'
const OFF = 'sycee.events.off'
const MOST = 200
const BATCH = 50
const SOON = 20
const WAIT_MS = 5_000
const WAIT_MOST_MS = 300_000
const WORD = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/
const DIGITS_MOST = 5

const digits = (text: string) => text.replace(/\D/g, '').length
const isWord = (text: string) => text.length <= 64 && WORD.test(text) && digits(text) <= DIGITS_MOST

/** The properties that the bank takes; what does not fit is left out here, so that it is not stored either. */
function fitting(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).flatMap<[string, string | number | boolean]>(([key, value]) => {
      if (!isWord(key)) return []
      if (typeof value === 'string') return isWord(value) ? [[key, value]] : []
      if (typeof value === 'boolean') return [[key, value]]
      return Math.abs(value) < 100_000 ? [[key, Math.round(value * 1000) / 1000]] : []
    }),
  )
}

function stored(): Happening[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]')
    return Array.isArray(kept) ? (kept as Happening[]) : []
  } catch {
    return []
  }
}

function store(waiting: readonly Happening[]): void {
  try {
    if (waiting.length === 0) localStorage.removeItem(PLACE)
    else localStorage.setItem(PLACE, JSON.stringify(waiting))
  } catch {
    // A browser that stores nothing: they wait in memory alone.
  }
}

export class Reporter {
  readonly #path: string
  #waiting: Happening[] = stored()
  #timer: ReturnType<typeof setTimeout> | null = null
  #sending = false
  #wait = WAIT_MS
  /** Which stretch between two sessions this is: an answer that comes after one ended changes nothing. */
  #era = 0

  /** Sends to this address; listens for the page's end and the network's return. */
  constructor(path = '/v1/event/track') {
    this.#path = path
    addEventListener('pagehide', () => void this.flush(true))
    addEventListener('online', () => void this.flush())
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) void this.flush(true)
    })
  }

  /** A page was opened. Its name is that of the route, never what an address holds of anybody's own. */
  page(name: string): void {
    if (digits(name) === 0) this.#add('page', name, {})
  }

  /** Something was done. */
  track(name: string, props: Props = {}): void {
    this.#add('track', name, props)
  }

  /** How somebody has things set. */
  identify(name: string, props: Props): void {
    this.#add('identify', name, props)
  }

  /** Whether this person lets the bank learn from what they do. Without, nothing is reported, nor what waited. */
  allow(yes: boolean): void {
    if (!yes) this.clear()
    try {
      if (yes) localStorage.removeItem(OFF)
      else localStorage.setItem(OFF, '1')
    } catch {
      // Then it is asked for anew with the next page.
    }
  }

  /** The session is over: what waits is nobody's, and whoever comes next is somebody else. */
  clear(): void {
    this.#era += 1
    this.#waiting = []
    this.#stop()
    store([])
    try {
      localStorage.removeItem(OFF)
    } catch {
      // Nothing is stored there.
    }
  }

  /** Send what waits; `leaving`: the page may be gone before the answer. */
  async flush(leaving = false): Promise<void> {
    this.#stop()
    if ((this.#sending && !leaving) || this.#waiting.length === 0 || !navigator.onLine) return
    const [era, batch] = [this.#era, this.#waiting.slice(0, BATCH)]
    this.#sending = true
    const said = await this.#send(batch, leaving)
    this.#sending = false
    if (era !== this.#era) return
    if (said === 'ended') {
      this.clear()
      return
    }
    if (said === 'done') {
      const gone = new Set(batch.map(({ message }) => message))
      this.#keep(this.#waiting.filter(({ message }) => !gone.has(message)))
    }
    this.#wait = said === 'done' ? WAIT_MS : Math.min(this.#wait * 2, WAIT_MOST_MS)
    this.#plan()
  }

  #add(kind: Happening['kind'], name: string, props: Props): void {
    if (!isWord(name) || this.#off()) return
    const [message, at] = [newKey(), new Date().toISOString()]
    this.#keep([...this.#waiting, { message, kind, name, at, props: fitting(props) }].slice(-MOST))
    if (this.#waiting.length >= SOON && this.#wait === WAIT_MS) void this.flush()
    else this.#plan()
  }

  #off(): boolean {
    try {
      return localStorage.getItem(OFF) !== null
    } catch {
      return false
    }
  }

  #keep(waiting: Happening[]): void {
    this.#waiting = waiting
    store(waiting)
  }

  #plan(): void {
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.flush(), this.#wait)
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** `done`: the bank has what it wants of these. `later`: it could not be asked. `ended`: nobody is signed in. */
  async #send(events: readonly Happening[], leaving: boolean): Promise<'done' | 'later' | 'ended'> {
    try {
      const { status } = await fetch(this.#path, {
        method: 'POST',
        // Nothing of this is the person's doing: it keeps no session alive.
        headers: { 'Content-Type': 'application/json', 'X-Sycee': 'app', 'X-Sycee-Unasked': '1' },
        body: JSON.stringify({ events, sent: new Date().toISOString() }),
        credentials: 'same-origin',
        keepalive: leaving,
      })
      if (status === 401) return 'ended'
      return status >= 500 || status === 429 || status === 408 ? 'later' : 'done'
    } catch {
      return 'later'
    }
  }
}
