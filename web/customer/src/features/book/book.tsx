import { useCallback, useState } from 'react'
import { useSearchParams } from 'react-router'
import { bookAccounts, bookMonths } from '@sycee/client'
import { Icon, monthOf, Sheet, today, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { useStream } from '../../shell/stream'
import { AccountPick } from './account-pick'
import { Chips } from './chips'
import { EntryList } from './entry-list'
import { FilterForm } from './filter-form'
import { askFor, countFilters, narrowed, readFilters, writeFilters, type Filters } from './filters'
import { SearchLine } from './search-line'
import { MonthSummary } from './month-summary'
import style from './book.module.css'

/** The book: the month chart is the selector, the list goes on by itself, filters stand in the address. */
export default function Book() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const [filtering, setFiltering] = useState(false)
  const [searching, setSearching] = useState(false)
  const [passing, setPassing] = useState('')
  const filters = readFilters(search)
  const accounts = useRead(bookAccounts, {})
  const months = useRead(bookMonths, filters.accounts.length > 0 ? { accounts: [...filters.accounts] } : {})
  const stream = useStream(askFor(filters))
  const change = useCallback(
    (next: Partial<Filters>) => {
      setPassing('')
      setSearch((before) => writeFilters({ ...readFilters(before), ...next }), { replace: true })
    },
    [setSearch],
  )
  // An account whose entries end years ago opens where they end.
  const last = filters.accounts.length > 0 ? months.answer?.months[0]?.month : undefined
  const here =
    passing || filters.month || (filters.until ? monthOf(filters.until) : (last ?? monthOf(today())))
  const summary = narrowed(filters) ? null : (
    <MonthSummary
      of={months}
      here={here}
      onChoose={(month) => {
        change({ month, since: '', until: '' })
        scrollTo(0, 0)
      }}
    />
  )
  const form = (
    <FilterForm
      key={search.toString()}
      filters={filters}
      accounts={accounts.answer?.accounts ?? []}
      onApply={(next) => {
        change(next)
        setFiltering(false)
      }}
    />
  )
  const asked = countFilters(filters)
  return (
    <Page
      title={say(words('账本', 'Book'))}
      flush
      aside={
        <>
          {summary}
          <div className={style.card}>{form}</div>
        </>
      }
      end={
        <>
          <AccountPick
            accounts={accounts.answer?.accounts ?? []}
            chosen={filters.accounts}
            onChoose={(chosen) => {
              change({ accounts: chosen })
            }}
          />
          <button
            type="button"
            className={style.tool}
            aria-expanded={searching}
            aria-label={say(words('搜索', 'Search'))}
            onClick={() => {
              setSearching(!searching)
            }}
          >
            <Icon name="search" />
          </button>
          <span className={style.phone}>
            <button
              type="button"
              className={style.tool}
              aria-label={say(words('筛选', 'Filter'))}
              onClick={() => {
                setFiltering(true)
              }}
            >
              <Icon name="filter" />
              {asked > 0 && <sup>{asked}</sup>}
            </button>
          </span>
        </>
      }
    >
      <div>
        {(searching || filters.text) && (
          <SearchLine
            value={filters.text}
            autoFocus={searching}
            onSearch={(text) => {
              change({ text })
            }}
            onClose={() => {
              setSearching(false)
              change({ text: '' })
            }}
          />
        )}
        <Chips filters={filters} onChange={change} />
        <div className={style.phone}>{summary}</div>
        <EntryList
          stream={stream}
          accounts={accounts.answer?.accounts ?? []}
          months={narrowed(filters) ? [] : (months.answer?.months ?? [])}
          filters={filters}
          onClear={change}
          onPass={setPassing}
        />
      </div>
      <Sheet
        title={say(words('筛选', 'Filter'))}
        open={filtering}
        onClose={() => {
          setFiltering(false)
        }}
      >
        {form}
      </Sheet>
    </Page>
  )
}
