import type { Entry } from '@sycee/client'
import { Amount, ListRow, Tag, clockOf, momentWords, useSay, words } from '@sycee/kit'
import { iconOf } from './kinds'

/** One entry of the book. `dated` where no day header stands above. */
export function EntryRow({
  entry,
  account,
  dated = false,
  veiled = false,
}: {
  entry: Entry
  account?: string | undefined
  dated?: boolean
  veiled?: boolean
}) {
  const say = useSay()
  const when = dated ? say(momentWords(entry.at)) : clockOf(entry.at)
  return (
    <ListRow
      tile={iconOf(entry)}
      title={entry.title}
      to={`/book/entry/${encodeURIComponent(entry.id)}`}
      tag={entry.source === 'outside' ? <Tag>{say(words('外部', 'outside'))}</Tag> : undefined}
      caption={[entry.kind_title !== entry.title && entry.kind_title, when, account]
        .filter(Boolean)
        .join(' · ')}
      end={<Amount value={entry.amount} veiled={veiled} />}
    />
  )
}
