/**
 * What is noticed during this visit, to order what one is shown: it never leaves this phone.
 *
 * It lives in the memory of this page alone, in no storage and in no request, and goes with the page, with the session,
 * and when personal recommendations are turned off; until they are known to be on, nothing is noticed at all. Only
 * `pieces/offers` reads it, and hands it to `reorder`, which is a pure function.
 */

export interface Look {
  readonly item: string
  readonly kind: string
  readonly themes: readonly string[]
  /** How much of it was read, from 0 to 1. */
  readonly read: number
}

export interface Noticed {
  readonly looks: readonly Look[]
  /** Routes of pages, each once. */
  readonly pages: readonly string[]
  readonly searches: readonly string[]
  /** Themes of each item that went by above the screen and was not opened. */
  readonly passed: readonly (readonly string[])[]
}

const NOTHING: Noticed = { looks: [], pages: [], searches: [], passed: [] }
const MOST = 100
// How fast people read: characters and words a minute, means of 436 readers (Trauzettel-Klosinski and Dietz,
// "Standardized assessment of reading performance: the new international reading speed texts", IOVS 53, 2012).
const CHINESE_A_MINUTE = 255
const ENGLISH_A_MINUTE = 228

/** How many seconds it takes to read this. */
export function readingSeconds(text: string): number {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const wordsThere = text.match(/[\p{Script=Latin}\d]+/gu)?.length ?? 0
  return 60 * (characters / CHINESE_A_MINUTE + wordsThere / ENGLISH_A_MINUTE)
}

/** How much of a text is read in so many seconds, from 0 to 1. */
export function shareRead(text: string, seconds: number): number {
  const whole = readingSeconds(text)
  return whole > 0 ? Math.min(Math.max(seconds / whole, 0), 1) : 0
}

export class Visit {
  #allowed = false
  #noticed = NOTHING
  /** Passed by, and not yet told: a list must not move under the eyes of who scrolls. */
  #passing = new Map<string, readonly string[]>()
  readonly #listeners = new Set<() => void>()

  /** Whether recommendations are to be personal. Without, nothing is noticed, and what was is dropped. */
  allow(yes: boolean): void {
    if (!yes) this.clear()
    this.#allowed = yes
  }

  /** An item was looked at and left again; the longest look at each counts. */
  looked(look: Look): void {
    const before = this.#noticed.looks.find(({ item }) => item === look.item)
    const rest = this.#noticed.looks.filter((one) => one !== before)
    this.#passing.delete(look.item)
    this.#notice({ looks: [...rest, { ...look, read: Math.max(look.read, before?.read ?? 0) }].slice(-MOST) })
  }

  /** A page was opened, by its route. */
  opened(route: string): void {
    if (!this.#noticed.pages.includes(route)) this.#notice({ pages: [...this.#noticed.pages, route] })
  }

  /** Something was searched for. */
  searched(text: string): void {
    if (text) this.#notice({ searches: [...this.#noticed.searches, text].slice(-MOST) })
  }

  /** An item went by above the screen. It is told with the next thing that is done. */
  passed(item: string, themes: readonly string[]): void {
    if (this.#allowed && !this.#noticed.looks.some((look) => look.item === item)) {
      this.#passing.set(item, themes)
    }
  }

  /** The visit is over, or nothing is to be personal. */
  clear(): void {
    this.#allowed = false
    this.#passing.clear()
    this.#set(NOTHING)
  }

  /** All that was noticed; the same object until there is more. */
  readonly noticed = (): Noticed => this.#noticed

  /** Be told when there is more. */
  readonly listen = (tell: () => void): (() => void) => {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  #notice(more: Partial<Noticed>): void {
    if (!this.#allowed) return
    this.#set({ ...this.#noticed, ...more, passed: [...this.#passing.values()] })
  }

  #set(noticed: Noticed): void {
    if (noticed === this.#noticed) return
    this.#noticed = noticed
    this.#listeners.forEach((tell) => {
      tell()
    })
  }
}

/** The one visit of this page. */
export const visit = new Visit()
