import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'

/** Do something now and then, while the page is seen. */
export function useEvery(ms: number, act: () => void): void {
  const doing = useEffectEvent(act)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') doing()
    }, ms)
    return () => {
      clearInterval(timer)
    }
  }, [ms])
}

/** Whether the page is seen. */
export function useSeen(): boolean {
  return useSyncExternalStore(
    (tell) => {
      document.addEventListener('visibilitychange', tell)
      return () => {
        document.removeEventListener('visibilitychange', tell)
      }
    },
    () => document.visibilityState === 'visible',
  )
}

/** Whole seconds left until an instant of this device's clock. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, 500)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return Math.max(0, Math.ceil((until - now) / 1000))
}
