/** What the shell knows of the line to the bank: whether it answers, since when, and whether the session stands. */

import { useSyncExternalStore } from 'react'

export interface Line {
  readonly down: boolean
  /** When the bank last answered; milliseconds. */
  readonly answeredAt: number | null
  /** The bank said that the session has ended. */
  readonly ended: boolean
}

let line: Line = { down: !navigator.onLine, answeredAt: null, ended: false }
const listeners = new Set<() => void>()

function set(change: Partial<Line>): void {
  line = { ...line, ...change }
  listeners.forEach((tell) => {
    tell()
  })
}

/** Told of every outcome by the client. */
export function heard(_capability: string, code: string): void {
  const lost = code === 'offline' || code === 'no_answer'
  set(
    lost
      ? { down: true }
      : { down: false, answeredAt: Date.now(), ended: line.ended || code === 'not_signed_in' },
  )
}

const tabs = new BroadcastChannel('sycee.session')
tabs.onmessage = () => {
  set({ ended: true })
}

/** Tell the other tabs that one has signed out. */
export function tellEnded(): void {
  tabs.postMessage('ended')
}

/** The bank has ended the session by itself. */
export function end(): void {
  set({ ended: true })
}

/** A person has signed in, or out: the next end of session is a new one. */
export function begin(): void {
  set({ ended: false })
}

addEventListener('online', () => {
  set({ down: false })
})
addEventListener('offline', () => {
  set({ down: true })
})

export function useLine(): Line {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => line,
  )
}
