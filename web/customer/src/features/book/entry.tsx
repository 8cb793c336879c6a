import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { bookEntries, bookEntry, type BookEntryAnswer } from '@sycee/client'
import {
  ButtonLink,
  Card,
  exactly,
  Facts,
  figure,
  Hero,
  List,
  Section,
  Tag,
  Tile,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { EntryRow } from '../../pieces/entry-row'
import { iconOf } from '../../pieces/kinds'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { EntryBook } from './entry-book'
import { EntryPhotos } from './entry-photos'
import style from './entry.module.css'

/** One entry: how much, from or to whom, and all else that is known of it. */
export default function EntryPage() {
  const say = useSay()
  const { id = '' } = useParams()
  const entry = useRead(bookEntry, { entry: id })
  return (
    <Page
      title={say(words('明细', 'Entry'))}
      back="/book"
      aside={
        entry.answer && (
          <Section title={say(words('同一对方', 'Same counterparty'))}>
            <Alike entry={entry.answer} />
          </Section>
        )
      }
    >
      <Show of={entry} rows={6}>
        {(answer) => <Whole entry={answer} />}
      </Show>
    </Page>
  )
}

function Whole({ entry }: { entry: BookEntryAnswer }) {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <>
      <Card padded={false}>
        <div className={style.top}>
          <Tile of={iconOf(entry)} />
          <h2>{entry.title}</h2>
          <Hero value={entry.amount} veiled={veiled} plus />
          <p>
            {entry.kind_title}
            {entry.source === 'outside' && (
              <>
                {' '}
                <Tag>{say(words('外部账单', 'outside'))}</Tag>
              </>
            )}
          </p>
        </div>
        <div className={style.facts}>
          <Facts lines={linesOf(entry, say)} />
        </div>
      </Card>
      <EntryBook entry={entry} />
      <EntryPhotos entry={entry.id} photos={entry.photos} />
      <div className={style.acts}>
        <ButtonLink to={`/book?text=${encodeURIComponent(entry.counterparty || entry.title)}`} icon="search">
          {say(words('看同一对方', 'Same counterparty'))}
        </ButtonLink>
        {entry.same && (
          <ButtonLink to={`/book/entry/${entry.same}`} icon="card">
            {say(words('看另一边的同一笔', 'The same payment elsewhere'))}
          </ButtonLink>
        )}
        {entry.transfer && (
          <ButtonLink to={`/transfer/receipt/${entry.transfer}`} icon="receipt">
            {say(words('看回单', 'Receipt'))}
          </ButtonLink>
        )}
      </div>
    </>
  )
}

/** The latest with the same counterparty. */
function Alike({ entry }: { entry: BookEntryAnswer }) {
  const { veiled } = useSettings()
  const alike = useRead(bookEntries, { text: entry.counterparty || entry.title, limit: 6 })
  return (
    <Show of={alike} rows={4}>
      {(answer) => (
        <List>
          {answer.entries.map((one) => (
            <EntryRow key={one.id} entry={one} dated veiled={veiled} />
          ))}
        </List>
      )}
    </Show>
  )
}

function linesOf(
  entry: BookEntryAnswer,
  say: ReturnType<typeof useSay>,
): { label: string; value: ReactNode }[] {
  const line = (zh: string, en: string, value: ReactNode) =>
    value ? [{ label: say(words(zh, en)), value }] : []
  const known = new Set(entry.lines.map(({ label }) => label))
  return (
    [
      ...line('对方', 'Counterparty', entry.counterparty),
      ...line('账户', 'Account', entry.account_title),
      ...line('时间', 'Time', exactly(entry.at)),
      ...line('交易后余额', 'Balance after', entry.balance && figure(entry.balance)),
      ...line('附言', 'Memo', entry.memo),
    ]
      .filter(({ label }) => !known.has(label))
      // The kind stands above already.
      .concat(entry.lines.filter(({ value }) => value !== entry.kind_title))
  )
}
