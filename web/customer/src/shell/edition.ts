/** The app's editions: the worker that keeps its files for a start without a network, and how a new one comes. */

import { useSyncExternalStore } from 'react'

/** The browser lets no text become code but through this one policy, and it knows the app's own worker alone. */
interface Policy {
  createScriptURL: (address: string) => string
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy }
  }
}

const WORKER = '/sw.js'

function own(address: string): string {
  if (address !== WORKER) throw new TypeError('that is no script of ours')
  return address
}

const scripts = window.trustedTypes?.createPolicy('sycee', { createScriptURL: own }) ?? {
  createScriptURL: own,
}

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

/** Have the app's files kept. Called again after signing out, when the browser has cleared all that was kept. */
export async function keepFiles(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    watch(await navigator.serviceWorker.register(scripts.createScriptURL(WORKER), { updateViaCache: 'none' }))
  } catch {
    // Without it the app works as long as there is a network.
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // The very first edition replaces none.
    waiting = navigator.serviceWorker.controller ? registration.waiting : null
    listeners.forEach((tell) => {
      tell()
    })
  }
  registration.onupdatefound = () => {
    registration.installing?.addEventListener('statechange', look)
  }
  look()
}

/** Whether a new edition waits. */
export function useNewEdition(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => waiting !== null,
  )
}

/** Have the new edition now: every page of the app opens anew. */
export function takeNewEdition(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    location.reload()
  })
  waiting?.postMessage('take over')
}

const LOOK_EVERY_MS = 60 * 60_000

/** Look for a new edition each hour, and when one comes back to the app. */
export function lookForEditions(): void {
  const look = () => {
    if (document.visibilityState === 'hidden' || !navigator.onLine) return
    void navigator.serviceWorker.getRegistration().then((found) => found?.update())
  }
  if (!('serviceWorker' in navigator)) return
  setInterval(look, LOOK_EVERY_MS)
  document.addEventListener('visibilitychange', look)
}
