/** Who is signed in at this console; undefined until the bank has said, null for nobody. */

import { useSyncExternalStore } from 'react'
import { staffMe, type StaffMe } from '@sycee/client/staff'

let current: StaffMe | null | undefined
const listeners = new Set<() => void>()

export function enter(member: StaffMe | null): void {
  current = member
  listeners.forEach((tell) => {
    tell()
  })
}

export function useMember(): StaffMe | null | undefined {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => current,
  )
}

/** Whether the member may do this. Screens hide what the bank would refuse; the bank decides. */
export function useRight(right: string): boolean {
  return useMember()?.rights.some((each) => each.right === right) ?? false
}

/** Ask the bank who is here; returns whether it answered at all. */
export async function recognise(): Promise<boolean> {
  const outcome = await staffMe({})
  if (outcome.code === 'ok') enter(outcome.answer)
  else if (outcome.code === 'not_signed_in') enter(null)
  return outcome.code === 'ok' || outcome.code === 'not_signed_in'
}

/** Told of every outcome: a session that has ended ends here too. */
export function heard(_capability: string, code: string): void {
  if (code === 'not_signed_in' && current) enter(null)
}
