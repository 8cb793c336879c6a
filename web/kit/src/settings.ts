/** What this person chose for this browser: language, light, edition, type size, whether sums are veiled. */

import { useSyncExternalStore } from 'react'

export interface Settings {
  readonly language: 'zh' | 'en'
  readonly theme: 'auto' | 'light' | 'dark'
  readonly edition: 'standard' | 'elder'
  /** A step of type size besides the large edition. */
  readonly size: 'normal' | 'large'
  readonly veiled: boolean
}

const PLACE = 'sycee.settings'
const FIRST: Settings = { language: 'zh', theme: 'auto', edition: 'standard', size: 'normal', veiled: false }
// The bar of the browser around the page is paper as well.
const PAPER = { light: '#f1f4f4', dark: '#0e1214' }
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
  root.dataset.size = current.size
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
    bar.content = PAPER[theme]
}

/** The system's own choice of light, followed from the first look at it. */
function system(): MediaQueryList {
  if (!night) {
    night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', dress)
  }
  return night
}
