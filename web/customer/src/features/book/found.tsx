import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { bookFind, type Filter, type Found, type Told } from '@sycee/client'
import {
  Amount,
  Button,
  Card,
  Empty,
  figure,
  List,
  ListRow,
  momentWords,
  Tag,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { filterAt } from './found-at'
import style from './analysis.module.css'

/** The entries that a number is made of. */
export default function FoundPage() {
  const say = useSay()
  const [search] = useSearchParams()
  return (
    <Page title={search.get('title') || say(words('明细', 'Entries'))} back="/book/analysis">
      <Pages filter={filterAt(search)} />
    </Page>
  )
}

/** Page after page of what a filter finds. */
export function Pages({ filter }: { filter: Filter }) {
  const [cursors, more] = useState<readonly (string | null)[]>([null])
  return (
    <>
      {cursors.map((cursor, at) => (
        <One
          key={cursor ?? ''}
          filter={filter}
          cursor={cursor}
          last={at === cursors.length - 1}
          onMore={(next) => {
            more([...cursors, next])
          }}
        />
      ))}
    </>
  )
}

interface OneProps {
  filter: Filter
  cursor: string | null
  last: boolean
  onMore: (cursor: string) => void
}

function One({ filter, cursor, last, onMore }: OneProps) {
  const say = useSay()
  const found = useRead(bookFind, { filter, ...(cursor && { cursor }) })
  return (
    <Show of={found} rows={6}>
      {(answer) => (
        <>
          {!cursor && <Sums of={answer} />}
          <Rows entries={answer.entries} />
          {last && answer.next && (
            <Button
              wide
              onPress={() => {
                if (answer.next) onMore(answer.next)
              }}
            >
              {say(words('再看一些', 'Show more'))}
            </Button>
          )}
        </>
      )}
    </Show>
  )
}

export function Sums({ of }: { of: Found }) {
  const say = useSay()
  const { veiled } = useSettings()
  if (veiled) return null
  return (
    <Card>
      <p className={style.caption}>
        {say(
          words(
            `${of.matched} 笔 · 支出 ${figure(of.total.spending)} · 收入 ${figure(of.total.income)}`,
            `${of.matched} entries · out ${figure(of.total.spending)} · in ${figure(of.total.income)}`,
          ),
        )}
      </p>
    </Card>
  )
}

export function Rows({ entries }: { entries: readonly Told[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  if (entries.length === 0)
    return (
      <Empty
        icon="search"
        title={say(words('没有符合条件的明细', 'Nothing matches'))}
        line={say(words('换个说法再找找', 'Try it in other words'))}
      />
    )
  return (
    <List>
      {entries.map((told) => (
        <ListRow
          key={told.entry.id}
          tile={{ letter: told.category_title.charAt(0) }}
          title={told.counterparty_title || told.entry.title}
          tag={told.excluded ? <Tag>{say(words('不计入', 'left out'))}</Tag> : undefined}
          caption={[told.category_title, say(momentWords(told.entry.at)), told.note]
            .filter(Boolean)
            .join(' · ')}
          end={<Amount value={told.entry.amount} veiled={veiled} />}
          to={`/book/entry/${encodeURIComponent(told.entry.id)}`}
        />
      ))}
    </List>
  )
}
