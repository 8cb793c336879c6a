import { bookEntries } from '@sycee/client'
import { Card, Empty, List, useSay, useSettings, words } from '@sycee/kit'
import { EntryRow } from '../../pieces/entry-row'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** The latest entries with someone. */
export function SentBefore({ name }: { name: string }) {
  const say = useSay()
  const { veiled } = useSettings()
  const entries = useRead(bookEntries, { text: name, limit: 5 })
  return (
    <Show of={entries} rows={3}>
      {(answer) =>
        answer.entries.length > 0 ? (
          <List>
            {answer.entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} dated veiled={veiled} />
            ))}
          </List>
        ) : (
          <Card>
            <Empty icon="book" title={say(words('还没有往来', 'Nothing yet'))} />
          </Card>
        )
      }
    </Show>
  )
}
