/** What this person chose for this browser: language, light, edition, whether sums are veiled. */

import { useSyncExternalStore } from 'react'

export interface Settings {
  readonly language: 'zh' | 'en'
  readonly theme: 'auto' | 'light' | 'dark'
  readonly edition: 'standard' | 'elder'
  readonly veiled: boolean
}

const PLACE = 'sycee.settings'
const FIRST: Settings = { language: 'zh', theme: 'auto', edition: 'standard', veiled: false }
const listeners = new Set<() => void>()

let current = remembered()
let night: MediaQueryList | null = null

function remembered(): Settings {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Settings>) }
  } catch {
    return FIRST
  }
}

export function settings(): Settings {
  return current
}

export function choose(change: Partial<Settings>): void {
  current = { ...current, ...change }
  localStorage.setItem(PLACE, JSON.stringify(current))
  dress()
  listeners.forEach((tell) => {
    tell()
  })
}

export function useSettings(): Settings {
  return useSyncExternalStore(listen, settings)
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Put the choices on the root element, where every style reads them. */
export function dress(): void {
  const root = document.documentElement
  const theme = current.theme === 'auto' ? (system().matches ? 'dark' : 'light') : current.theme
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en'
  root.dataset.theme = theme
  root.dataset.edition = current.edition
}

/** The system's own choice of light, followed from the first look at it. */
function system(): MediaQueryList {
  if (!night) {
    night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', dress)
  }
  return night
}
