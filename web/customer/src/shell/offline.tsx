import { useEffect } from 'react'
import { clockOf, OfflineBar } from '@sycee/kit'
import { useLine } from './line'
import { forget } from './read'

/** While the bank is out of reach, the bar that says so; once it is back, whatever is shown is read anew. */
export function Offline() {
  const { down, answeredAt } = useLine()
  useEffect(() => {
    addEventListener('online', retry)
    return () => {
      removeEventListener('online', retry)
    }
  }, [])
  if (!down) return null
  return (
    <OfflineBar
      offline={!navigator.onLine}
      since={answeredAt === null ? null : clockOf(answeredAt)}
      onRetry={retry}
    />
  )
}

function retry(): void {
  forget('')
}
