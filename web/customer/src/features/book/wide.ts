import { useSyncExternalStore } from 'react'

const WIDE = '(min-width: 1024px)'

/** Whether there is room for a second column. */
export function useWide(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(WIDE).matches)
}

function listen(tell: () => void): () => void {
  const width = matchMedia(WIDE)
  width.addEventListener('change', tell)
  return () => {
    width.removeEventListener('change', tell)
  }
}
