import { useEffectEvent, useLayoutEffect } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'

const places = new Map<string, number>()

/** A new page starts at its top; going back returns to where one was. A change of the query keeps the place. */
export function useScroll(): void {
  const { key, pathname } = useLocation()
  const kind = useNavigationType()
  const remember = useEffectEvent(() => {
    places.set(key, scrollY)
  })
  const arrive = useEffectEvent(() => {
    scrollTo(0, kind === NavigationType.Pop ? (places.get(key) ?? 0) : 0)
    // Readers start at the new page; the first page of all keeps the browser's own focus.
    if (key === 'default' || document.activeElement !== document.body) return
    document.getElementById('main')?.focus({ preventScroll: true })
  })
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual'
    arrive()
    const scrolled = () => {
      remember()
    }
    addEventListener('scroll', scrolled, { passive: true })
    return () => {
      removeEventListener('scroll', scrolled)
    }
  }, [pathname])
}
