import { proposalList } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import { useRead } from './read'
import style from './badges.module.css'

export interface Badges {
  readonly waiting: number
}

/** How much there is to look at: what waits for a confirmation. */
export function useBadges(): Badges {
  return { waiting: useRead(proposalList, {}).answer?.proposals.length ?? 0 }
}

/** A count in vermilion; nothing at nought. Beside words that say what is counted. */
export function Badge({ count }: { count: number }) {
  const say = useSay()
  if (count === 0) return null
  return (
    <span className={style.badge}>
      {count > 99 ? '99+' : count}
      <span className="unseen">{say(words(' 条待办', ' waiting'))}</span>
    </span>
  )
}
