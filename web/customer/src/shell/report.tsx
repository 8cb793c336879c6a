/** What the app reports of what its person does with it: pages by their routes, and what becomes of what they are shown. */

import { useEffect } from 'react'
import { matchPath, useLocation } from 'react-router'
import { Reporter } from '@sycee/client'
import { visit } from './visit'

/** The one reporter of this page; it fails and holds up nothing. */
export const reporter = new Reporter()

/** A route as a word: never what an address holds of anybody's own. */
export function named(route: string): string {
  const parts = route.split('/').filter((part) => part !== '')
  return parts.length === 0 ? 'home' : parts.map((part) => (part.startsWith(':') ? 'one' : part)).join('.')
}

/** The route that an address is on: one that is written out before one that has a place for anything. */
export function routeOf(routes: readonly string[], pathname: string): string | null {
  const fits = routes.filter((route) => matchPath(route, pathname) !== null)
  const loose = (route: string) => route.split(':').length
  return fits.sort((a, b) => loose(a) - loose(b))[0] ?? null
}

/** Reports each page that is opened, once. */
export function Pages({ routes }: { readonly routes: readonly string[] }) {
  const { pathname } = useLocation()
  const route = routeOf(routes, pathname)
  useEffect(() => {
    if (route === null) return
    reporter.page(named(route))
    visit.opened(route)
  }, [route])
  return null
}
