/** Messages under the day on which they came. */

import type { InboxMessage } from '@sycee/client'
import { dayOf } from '@sycee/kit'

export interface DayOfMessages {
  readonly day: string
  readonly messages: readonly InboxMessage[]
}

/** In the order in which they come, newest first. */
export function byDay(messages: readonly InboxMessage[]): DayOfMessages[] {
  const days: { day: string; messages: InboxMessage[] }[] = []
  for (const message of messages) {
    const day = dayOf(message.at)
    const last = days[days.length - 1]
    if (last?.day === day) last.messages.push(message)
    else days.push({ day, messages: [message] })
  }
  return days
}
