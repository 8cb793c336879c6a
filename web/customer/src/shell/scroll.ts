import { useLayoutEffect } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'

const places = new Map<string, number>()

/** A new page starts at its top; going back returns to where one was. */
export function useScroll(): void {
  const { key, pathname } = useLocation()
  const kind = useNavigationType()
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual'
    scrollTo(0, kind === NavigationType.Pop ? (places.get(key) ?? 0) : 0)
    const remember = () => places.set(key, scrollY)
    addEventListener('scroll', remember, { passive: true })
    return () => { removeEventListener('scroll', remember) }
    // A change of the query is a change within the page and keeps its place.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname])
}
