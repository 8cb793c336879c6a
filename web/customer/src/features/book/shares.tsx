import { Link } from 'react-router'
import type { Filter, Group, Money } from '@sycee/client'
import { figure, useSay, useSettings, words } from '@sycee/kit'
import { foundAt } from './found-at'
import style from './shares.module.css'

const TOLD = 4

interface Part {
  key: string
  title: string
  sum: Money
  bp: number
  to: string
}

/** What a month went to in five inks: the largest kinds, and the others as one; each leads to its entries. */
export function Stripe({ groups, filter }: { groups: readonly Group[]; filter: Filter }) {
  const say = useSay()
  const { veiled } = useSettings()
  const parts = partsOf(groups, filter, (count) => say(words(`其他 ${count} 类`, `${count} others`)))
  return (
    <div className={style.shares}>
      <div className={style.stripe} aria-hidden="true">
        {parts.map(({ key, bp }, at) => (
          <span key={key} data-ink={at + 1} style={{ flexGrow: Math.max(bp, 40) }} />
        ))}
      </div>
      <ul className={style.legend}>
        {parts.map(({ key, title, sum, bp, to }, at) => (
          <li key={key}>
            <Link to={to}>
              <i data-ink={at + 1} aria-hidden="true" />
              <span className={style.name}>
                {title} <small>{percent(bp)}</small>
              </span>
              <b>{veiled ? '＊＊＊＊' : figure(sum)}</b>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function partsOf(groups: readonly Group[], filter: Filter, others: (count: number) => string): Part[] {
  const rest = groups.slice(TOLD)
  const parts = groups.slice(0, rest.length === 1 ? TOLD + 1 : TOLD).map((group) => ({
    key: group.keys.join(),
    title: group.titles.join(' · '),
    sum: group.sum,
    bp: group.share_bp,
    to: foundAt(group.drill, group.titles.join(' · ')),
  }))
  const [first] = rest
  if (!first || rest.length === 1) return parts
  const all: Filter = { ...filter, side: 'spending', categories: rest.map(({ keys }) => keys[0] ?? '') }
  return [
    ...parts,
    {
      key: 'others',
      title: others(rest.length),
      sum: { ...first.sum, minor: rest.reduce((sum, group) => sum + group.sum.minor, 0n) },
      bp: rest.reduce((sum, { share_bp }) => sum + share_bp, 0),
      to: foundAt(all, others(rest.length)),
    },
  ]
}

function percent(bp: number): string {
  return `${(bp / 100).toFixed(1)}%`
}
