import type { Entry } from '@sycee/client'
import { Amount, ListRow, Tag, clockOf, momentWords, useSay, words } from '@sycee/kit'
import { kindOf } from './kinds'

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
  const kind = kindOf(entry)
  const when = dated ? say(momentWords(entry.at)) : clockOf(entry.at)
  return (
    <ListRow
      tile={kind.icon}
      title={entry.title || entry.counterparty || say(kind.words)}
      to={`/book/entry/${encodeURIComponent(entry.id)}`}
      tag={entry.source === 'outside' ? <Tag>{say(words('外部', 'outside'))}</Tag> : undefined}
      caption={[say(kind.words), when, account].filter(Boolean).join(' · ')}
      end={<Amount value={entry.amount} veiled={veiled} />}
    />
  )
}
