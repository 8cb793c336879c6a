import type { BookEntriesAnswer, BookEntriesNo } from '@sycee/client'
import { ButtonLink, Card, Empty, List, useSay, useSettings, words } from '@sycee/kit'
import { EntryRow } from '../../pieces/entry-row'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'

/** The latest entries. */
export function Recent({ of }: { of: Reading<BookEntriesAnswer, BookEntriesNo> }) {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <Show of={of} rows={6}>
      {({ entries }) =>
        entries.length > 0 ? (
          <List>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} dated veiled={veiled} />
            ))}
          </List>
        ) : (
          <Card>
            <Empty
              icon="book"
              title={say(words('账本还是空的', 'The book is still empty'))}
              line={say(
                words('转一笔账，或导入别处的账单', 'Send money, or bring a statement from elsewhere'),
              )}
            >
              <ButtonLink to="/bring">{say(words('导入账单', 'Bring a statement'))}</ButtonLink>
            </Empty>
          </Card>
        )
      }
    </Show>
  )
}
