import { Fragment, memo, useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import type { BookAccount, Month } from '@sycee/client'
import {
  Button,
  ButtonLink,
  dayWords,
  Empty,
  Failed,
  figure,
  List,
  monthMark,
  monthOf,
  monthShifted,
  monthWords,
  Skeleton,
  useSay,
  useSettings,
  weekdayWords,
  words,
} from '@sycee/kit'
import { shortOf } from '../../pieces/account-name'
import { EntryRow } from '../../pieces/entry-row'
import { unread } from '../../shell/trouble'
import type { Stream } from '../../shell/stream'
import { byDay, type DayOfEntries } from './days'
import { narrowed, NO_FILTERS, type Filters } from './filters'
import style from './book.module.css'

interface Props {
  stream: Stream
  accounts: readonly BookAccount[]
  months: readonly Month[]
  filters: Filters
  onClear: (filters: Filters) => void
  /** The month that is being scrolled past. */
  onPass: (month: string) => void
}

/** The entries by day, going on by themselves. */
export function EntryList({ stream, accounts, months, filters, onClear, onPass }: Props) {
  const say = useSay()
  const { items, next, trouble } = stream
  const names = useMemo(
    () => new Map(accounts.map((account) => [account.id, shortOf(account, say)])),
    [accounts, say],
  )
  if (items.length === 0 && next === null)
    return <Nothing filters={filters} months={months} onClear={onClear} />
  const days = byDay(items, next === null, filters.accounts.length === 0 && !narrowed(filters))
  return (
    <div className={style.list}>
      {days.map((day, index) => (
        <Fragment key={day.day}>
          {index > 0 && monthOf(day.day) !== monthOf(days[index - 1]?.day ?? '') && (
            <MonthHead month={monthOf(day.day)} months={months} />
          )}
          <Day of={day} names={names} onPass={onPass} />
        </Fragment>
      ))}
      {trouble ? (
        <Broken trouble={trouble} first={items.length === 0} onAgain={stream.more} />
      ) : (
        <Further key={items.length} stream={stream} />
      )}
    </div>
  )
}

function Broken({
  trouble,
  first,
  onAgain,
}: {
  trouble: NonNullable<Stream['trouble']>
  first: boolean
  onAgain: () => void
}) {
  const say = useSay()
  return (
    <Tail>
      <Failed
        title={say(
          first
            ? words('明细没有读到', 'The entries could not be read')
            : words('后面的没有读到', 'The rest could not be read'),
        )}
        line={unread(trouble)}
      >
        <Button onPress={onAgain}>{say(words('再试一次', 'Try again'))}</Button>
      </Failed>
    </Tail>
  )
}

const Day = memo(function Day({
  of,
  names,
  onPass,
}: {
  of: DayOfEntries
  names: ReadonlyMap<string, string>
  onPass: (month: string) => void
}) {
  const say = useSay()
  const { veiled } = useSettings()
  const seen = useSeen(() => {
    onPass(monthOf(of.day))
  })
  return (
    <section
      className={style.day}
      style={{ '--rows': of.entries.length } as CSSProperties}
      ref={seen}
      aria-label={say(dayWords(of.day))}
    >
      <header className={style.dayhead}>
        <h2>{say(dayWords(of.day))}</h2>
        {say(weekdayWords(of.day))}
        {of.sums && !veiled && (
          <p>
            <span>
              {say(words('支', 'out'))} {figure(of.sums.expense)}
            </span>
            <span>
              {say(words('收', 'in'))} {figure(of.sums.income)}
            </span>
          </p>
        )}
      </header>
      <List flat>
        {of.entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} account={names.get(entry.account)} veiled={veiled} />
        ))}
      </List>
    </section>
  )
})

function MonthHead({ month, months }: { month: string; months: readonly Month[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  const known = months.find((one) => one.month === month)
  return (
    <header className={style.month}>
      <h2>{say(monthWords(month))}</h2>
      {known && !veiled && (
        <p>
          <span>
            {say(words('支', 'out'))} {figure(known.expense)}
          </span>
          <span>
            {say(words('收', 'in'))} {figure(known.income)}
          </span>
        </p>
      )}
    </header>
  )
}

/** What stands at the end: the next rows' bones, which read on when they come near, or the end itself. */
function Further({ stream }: { stream: Stream }) {
  const say = useSay()
  const near = useSeen(stream.more, '0px 0px 900px')
  if (stream.next === null) return <Tail>{say(words('到底了', 'That is all'))}</Tail>
  return (
    <div ref={near}>
      <Skeleton rows={stream.items.length === 0 ? 8 : 3} flat />
    </div>
  )
}

function Tail({ children }: { children: ReactNode }) {
  return <div className={style.tail}>{children}</div>
}

/** Told when an element comes near the top third of the window, or as near as `margin` says. */
function useSeen(onSeen: () => void, margin = '0px 0px -70%'): React.RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(onSeen)
  useEffect(() => {
    latest.current = onSeen
  })
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) latest.current()
      },
      { rootMargin: margin },
    )
    observer.observe(element.current)
    return () => {
      observer.disconnect()
    }
  }, [margin])
  return element
}

function Nothing({
  filters,
  months,
  onClear,
}: {
  filters: Filters
  months: readonly Month[]
  onClear: (filters: Filters) => void
}) {
  const say = useSay()
  if (narrowed(filters) || filters.since) {
    return (
      <div className={style.list}>
        <Empty
          icon="search"
          title={say(words('没有符合条件的明细', 'Nothing matches'))}
          line={say(words('放宽条件再找找', 'Try with fewer conditions'))}
        >
          <Button
            onPress={() => {
              onClear({ ...NO_FILTERS, accounts: filters.accounts })
            }}
          >
            {say(words('清除条件', 'Clear conditions'))}
          </Button>
        </Empty>
      </div>
    )
  }
  const last = months[0]?.month
  if (filters.month && last && last !== filters.month) {
    const before = months.find(({ month }) => month < filters.month)?.month ?? last
    return (
      <div className={style.list}>
        <Empty
          icon="book"
          title={say(
            words(`${monthMark(filters.month).zh}还没有明细`, `Nothing in ${monthMark(filters.month).en}`),
          )}
        >
          <Button
            onPress={() => {
              onClear({ ...filters, month: before || monthShifted(filters.month, -1) })
            }}
          >
            {say(words(`看 ${monthMark(before).zh}`, `See ${monthMark(before).en}`))}
          </Button>
        </Empty>
      </div>
    )
  }
  return (
    <div className={style.list}>
      <Empty
        icon="book"
        title={say(words('账本还是空的', 'The book is still empty'))}
        line={say(words('转一笔账，或导入别处的账单', 'Send money, or bring a statement from elsewhere'))}
      >
        <ButtonLink to="/bring">{say(words('导入账单', 'Bring a statement'))}</ButtonLink>
      </Empty>
    </div>
  )
}
