/** What the bank says by itself: which reads a fact overtakes, and the socket over which it is told. */

import { useEffect } from 'react'
import { listen, partyMe } from '@sycee/client'
import { useLine, end } from './line'
import { refresh } from './read'
import { Socket } from './socket'

/** What a fact overtakes besides everything that begins as its own name does. */
const OVERTAKES: Readonly<Record<string, readonly string[]>> = {
  'transfer.sent': ['account.', 'book.', 'payee.list'],
  'transfer.moved': ['account.', 'book.'],
  'transfer.held': ['account.'],
  'transfer.arrived': ['account.', 'book.', 'payee.list'],
  'transfer.released': ['account.'],
  'transfer.returned': ['account.', 'book.'],
  'collect.paid': ['account.', 'book.'],
  'paycode.charged': ['account.', 'book.'],
  'order.done': ['account.', 'book.'],
  'bill.paid': ['account.', 'book.'],
  'bill.refunded': ['account.', 'book.'],
  'card.purchased': ['book.'],
  'card.refunded': ['book.'],
  'card.repaid': ['account.', 'book.'],
  'card.opened': ['book.'],
  'deposit.paid': ['account.', 'book.'],
  'city.paid': ['account.', 'book.'],
  'account.opened': ['book.', 'party.missing'],
  'account.closed': ['book.', 'party.missing'],
  'proposal.ended': ['account.', 'book.', 'payee.', 'assistant.', 'order.', 'card.'],
}

/** The beginnings of the capabilities whose answers these facts overtake. */
export function overtaken(facts: readonly string[]): string[] {
  const own = facts
    .map((fact) => fact.slice(0, fact.indexOf('.') + 1))
    .filter((beginning) => beginning !== '')
  return [...new Set([...own, ...facts.flatMap((fact) => OVERTAKES[fact] ?? [])])]
}

const listeners = new Set<(facts: readonly string[]) => void>()

/** Be told of facts as they are heard; of an empty list when the line stands again and some may have been missed. */
export function useFacts(heard: (facts: readonly string[]) => void): void {
  useEffect(() => {
    listeners.add(heard)
    return () => void listeners.delete(heard)
  }, [heard])
}

function pass(facts: readonly string[]): void {
  listeners.forEach((tell) => {
    tell(facts)
  })
}

const HIDDEN_MS = 5 * 60_000

/** Listen while somebody is signed in and looks; after a cut, whatever is shown is read anew. */
export function useLive(): void {
  const { ended } = useLine()
  useEffect(() => {
    if (ended) return
    const socket = new Socket({
      open: listen,
      hear: (facts) => {
        refresh(...overtaken(facts))
        pass(facts)
      },
      resume: () => {
        refresh('')
        pass([])
      },
      end,
      // The answer goes to the line, which sends to sign in whoever is no longer.
      doubt: () => void partyMe({}, { unasked: true }),
      chance: Math.random,
    })
    return attend(socket)
  }, [ended])
}

/** Wake the socket while there is a network and the page is seen; let it rest otherwise. */
function attend(socket: Socket): () => void {
  let hidden: ReturnType<typeof setTimeout> | undefined
  const wake = () => {
    if (navigator.onLine && document.visibilityState === 'visible') socket.wake()
  }
  const seen = () => {
    clearTimeout(hidden)
    wake()
    if (document.visibilityState === 'hidden')
      hidden = setTimeout(() => {
        socket.rest()
      }, HIDDEN_MS)
  }
  const offline = () => {
    socket.rest()
  }
  document.addEventListener('visibilitychange', seen)
  addEventListener('online', wake)
  addEventListener('offline', offline)
  wake()
  return () => {
    clearTimeout(hidden)
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('online', wake)
    removeEventListener('offline', offline)
    socket.stop()
  }
}
