import { useSyncExternalStore } from 'react'
import type { Inks } from './options'

const LETTERS = 11
const DRESS = ['data-theme', 'data-edition', 'data-size']

let kept: { dress: string; inks: Inks } | null = null

/** The inks as the page is dressed now; a chart is drawn anew when that changes. */
export function useInks(): Inks {
  return useSyncExternalStore(listen, read)
}

function listen(tell: () => void): () => void {
  const watching = new MutationObserver(tell)
  watching.observe(document.documentElement, { attributes: true, attributeFilter: DRESS })
  return () => {
    watching.disconnect()
  }
}

function read(): Inks {
  const root = document.documentElement
  const dress = DRESS.map((name) => root.getAttribute(name)).join()
  if (kept?.dress === dress) return kept.inks
  const style = getComputedStyle(root)
  const of = (token: string) => style.getPropertyValue(token).trim()
  const inks: Inks = {
    ink: [of('--ink1'), of('--ink2'), of('--ink3'), of('--ink4'), of('--ink5')],
    sheet: of('--sheet'),
    line: of('--line'),
    font: of('--sans'),
    size: root.dataset.edition === 'elder' ? null : LETTERS,
  }
  kept = { dress, inks }
  return inks
}
