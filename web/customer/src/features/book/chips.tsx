import { parseMoney } from '@sycee/client'
import { dayWords, figure, Icon, useSay, words, type Words } from '@sycee/kit'
import type { Filters } from './filters'
import style from './book.module.css'

interface Chip {
  words: Words
  without: Partial<Filters>
}

/** The filters that stand, each to be taken away; the text stands in its own line. */
export function Chips({
  filters,
  onChange,
}: {
  filters: Filters
  onChange: (change: Partial<Filters>) => void
}) {
  const say = useSay()
  const chips = chipsOf(filters)
  if (chips.length === 0) return null
  return (
    <div className={style.chips}>
      {chips.map(({ words: name, without }) => (
        <button
          key={name.en}
          type="button"
          aria-label={say(words(`去掉条件：${name.zh}`, `Remove: ${name.en}`))}
          onClick={() => {
            onChange(without)
          }}
        >
          {say(name)}
          <Icon name="close" size={14} />
        </button>
      ))}
    </div>
  )
}

function chipsOf({ since, until, least, most, direction }: Filters): Chip[] {
  const from = since && dayWords(since)
  const to = until && dayWords(until)
  return [
    ...(from || to
      ? [
          {
            words: words(
              `${from ? from.zh : '最早'} – ${to ? to.zh : '今天'}`,
              `${from ? from.en : 'first'} – ${to ? to.en : 'today'}`,
            ),
            without: { since: '', until: '' },
          },
        ]
      : []),
    ...(least || most
      ? [
          {
            words: words(
              `${shown(least) || '0'} – ${shown(most) || '不限'} 元`,
              `${shown(least) || '0'} – ${shown(most) || 'any'} CNY`,
            ),
            without: { least: '', most: '' },
          },
        ]
      : []),
    ...(direction
      ? [
          {
            words: direction === 'in' ? words('只看收入', 'In only') : words('只看支出', 'Out only'),
            without: { direction: '' as const },
          },
        ]
      : []),
  ]
}

function shown(amount: string): string {
  const value = parseMoney(amount)
  return value ? figure(value) : amount
}
