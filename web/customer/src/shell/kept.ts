/** What survives a reload of this tab: steps half done, and whose they are. */

import { useState } from 'react'

const PREFIX = 'sycee.step.'

/** The caller knows what it stored under this name. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function recall<T>(place: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + place) ?? 'null') as T | null
  } catch {
    return null
  }
}

export function store(place: string, value: unknown): void {
  if (value === null) sessionStorage.removeItem(PREFIX + place)
  else sessionStorage.setItem(PREFIX + place, JSON.stringify(value))
}

/** State that survives a reload; plain JSON only. */
export function useKept<T>(place: string, first: T): [T, (value: T) => void, () => void] {
  const [value, set] = useState<T>(() => recall<T>(place) ?? first)
  const change = (next: T) => {
    store(place, next)
    set(next)
  }
  const clear = () => {
    store(place, null)
    set(first)
  }
  return [value, change, clear]
}

const WHO = 'sycee.who'

/** Someone signed in: steps of someone else are dropped. */
export function belongTo(phone: string): void {
  if (sessionStorage.getItem(WHO) !== phone) clearSteps()
  sessionStorage.setItem(WHO, phone)
}

/** The phone number typed at sign-in in this tab, to open its simulated inbox in the demo. */
export function whose(): string | null {
  return sessionStorage.getItem(WHO)
}

export function clearSteps(): void {
  Object.keys(sessionStorage)
    .filter((place) => place.startsWith('sycee.'))
    .forEach((place) => {
      sessionStorage.removeItem(place)
    })
}
