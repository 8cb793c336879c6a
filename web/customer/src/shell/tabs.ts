/** The tabs at the foot: which they are is asked once a visit, so that none moves while one looks. */

import { useEffect, useSyncExternalStore } from 'react'
import { recommendTabs, type RecommendTabsAnswer } from '@sycee/client'
import { settings, useSettings, words, type IconName, type Words } from '@sycee/kit'
import { recall, store } from './kept'
import { useRead } from './read'

export interface Place {
  readonly to: string
  readonly icon: IconName
  readonly words: Words
}

const PLACES: ReadonlyMap<string, Place> = new Map([
  ['book', { to: '/book', icon: 'book', words: words('账本', 'Book') }],
  ['transfer', { to: '/transfer', icon: 'transfer', words: words('转账', 'Transfer') }],
  ['life', { to: '/life', icon: 'basket', words: words('生活', 'Life') }],
  ['accounts', { to: '/accounts', icon: 'card', words: words('账户', 'Accounts') }],
  ['card', { to: '/card', icon: 'receipt', words: words('信用卡', 'Card') }],
  ['collect', { to: '/collect', icon: 'qr', words: words('收付款码', 'Codes') }],
  ['orders', { to: '/orders', icon: 'clock', words: words('预约转账', 'Orders') }],
  ['wealth', { to: '/wealth', icon: 'safe', words: words('理财', 'Wealth') }],
  ['articles', { to: '/articles', icon: 'file', words: words('文章', 'Articles') }],
])

/** What everybody begins with, the edition with large type always has, and stands if nothing can be found out. */
export const STANDARD: readonly string[] = ['book', 'transfer', 'life']
export const MIDDLE = 3

/** The place that a tab leads to, by its name; what this app does not know is none. */
export function placeOf(name: string): Place | undefined {
  return PLACES.get(name)
}

/** Three places by their names; as everybody has them where one of the names is not known here. */
export function placesOf(names: readonly string[]): Place[] {
  const found = names.flatMap((name) => PLACES.get(name) ?? [])
  return found.length === MIDDLE ? found : STANDARD.flatMap((name) => PLACES.get(name) ?? [])
}

const KEPT = 'tabs'
const listeners = new Set<() => void>()

/** Have these for the rest of the visit: on its first answer, and when one chose them oneself. */
export function layTabs(names: readonly string[] | null): void {
  store(KEPT, names?.join(' ') ?? null)
  listeners.forEach((tell) => {
    tell()
  })
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The names of this visit's tabs; null as long as nobody knows. */
export function useTabs(): readonly string[] | null {
  const { edition } = useSettings()
  const laid = useSyncExternalStore(listen, () => recall<string>(KEPT))
  const fixed = edition === 'elder'
  const { answer, trouble } = useRead(recommendTabs, laid === null && !fixed ? {} : null)
  useEffect(() => {
    if (laid === null && answer) layTabs(namesIn(answer))
  }, [laid, answer])
  if (fixed) return STANDARD
  if (laid !== null) return laid.split(' ')
  return trouble ? STANDARD : null
}

export function namesIn(answer: RecommendTabsAnswer): string[] {
  return answer.tabs.map(({ name }) => name)
}

/** A visit begins: its tabs are asked for once, and where it opens is told. Home, if that cannot be found out. */
export async function beginVisit(): Promise<string> {
  layTabs(null)
  if (settings().edition === 'elder') return '/'
  const outcome = await recommendTabs({})
  if (outcome.code !== 'ok') return '/'
  layTabs(namesIn(outcome.answer))
  return placeOf(outcome.answer.first)?.to ?? '/'
}
