/** The line on which the bank says that there is something to read. It knows nothing of pages: see live.ts. */

import type { Line } from '@sycee/client'

export interface Ears {
  /** Open a line to the bank. */
  open: () => Line
  /** These things have happened; at most every two seconds. */
  hear: (facts: readonly string[]) => void
  /** The line stands again after a cut, or stands at last: whatever is shown may have been overtaken. */
  resume: () => void
  /** The session is over. */
  end: () => void
  /** It does not open: it may be that the session is over. */
  doubt: () => void
  /** From 0 up to 1. */
  chance: () => number
}

const ENDED = 4401
const FIRST_PAUSE_MS = 500
const LAST_PAUSE_MS = 30_000
const STEADY_MS = 5_000
const GATHER_MS = 2_000
const DOUBT_AFTER = 2

/** One line, opened anew whenever it is cut, with longer and longer pauses of which no two pages have the same. */
export class Socket {
  private line: Line | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private gathering: ReturnType<typeof setTimeout> | undefined
  private steady: ReturnType<typeof setTimeout> | undefined
  private readonly facts = new Set<string>()
  private heardAt = -GATHER_MS
  private failures = 0
  private missed = false
  private over = false

  constructor(private readonly ears: Ears) {}

  /** Have a line, now; does nothing where there is one. */
  wake(): void {
    if (this.over || this.line) return
    clearTimeout(this.timer)
    this.connect()
  }

  /** Have no line until woken: nobody looks, or there is no network. */
  rest(): void {
    this.missed = true
    this.drop()
  }

  /** Never again. */
  stop(): void {
    this.over = true
    this.drop()
    clearTimeout(this.gathering)
  }

  private drop(): void {
    clearTimeout(this.timer)
    clearTimeout(this.steady)
    const line = this.line
    this.line = null
    if (!line) return
    line.onopen = line.onmessage = line.onclose = null
    line.close()
  }

  private connect(): void {
    const line = this.ears.open()
    let opened = false
    this.line = line
    line.onopen = () => {
      opened = true
      // A line that is cut as soon as it stands counts as one that did not open.
      this.steady = setTimeout(() => {
        this.failures = 0
      }, STEADY_MS)
      if (this.missed) this.ears.resume()
      this.missed = false
    }
    line.onmessage = ({ data }) => {
      this.gather(factsIn(data))
    }
    line.onclose = ({ code }) => {
      clearTimeout(this.steady)
      this.line = null
      this.missed = true
      if (code === ENDED) {
        this.stop()
        this.ears.end()
        return
      }
      this.failures += 1
      if (!opened && this.failures >= DOUBT_AFTER) this.ears.doubt()
      this.timer = setTimeout(() => {
        this.wake()
      }, this.pause())
    }
  }

  private pause(): number {
    const longest = Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures)
    return longest * (0.5 + this.ears.chance() / 2)
  }

  private gather(facts: readonly string[]): void {
    for (const fact of facts) this.facts.add(fact)
    if (this.facts.size === 0 || this.gathering !== undefined) return
    const wait = Math.max(0, this.heardAt + GATHER_MS - performance.now())
    this.gathering = setTimeout(() => {
      this.gathering = undefined
      this.heardAt = performance.now()
      const told = [...this.facts]
      this.facts.clear()
      this.ears.hear(told)
    }, wait)
  }
}

/** The names in a hint; none in what is not one. */
function factsIn(data: unknown): readonly string[] {
  try {
    const { facts } = JSON.parse(String(data)) as { facts?: unknown }
    return Array.isArray(facts) ? facts.filter((fact) => typeof fact === 'string') : []
  } catch {
    return []
  }
}
