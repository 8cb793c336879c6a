import { useCallback, useEffect, useState } from 'react'
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
import { Glance } from './glance'
import { MonthPanel } from './month-panel'
import { useWide } from './wide'
import style from './book.module.css'

const PASSING_MS = 500

/**
 * The book: a month at a glance, its chart the selector; then the entries, which go on by themselves. Filters stand in the
 * address. On a wide screen what a month went to stands beside the list and follows it.
 */
export default function Book() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const [filtering, setFiltering] = useState(false)
  const [searching, setSearching] = useState(false)
  const [passing, setPassing] = useState('')
  const wide = useWide()
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
  const here = filters.month || (filters.until ? monthOf(filters.until) : (last ?? monthOf(today())))
  const passed = useSettled(passing)
  const whole = !narrowed(filters)
  const glance = whole && (
    <Glance
      of={months}
      here={here}
      accounts={filters.accounts}
      onChoose={(month) => {
        change({ month, since: '', until: '' })
        scrollTo(0, 0)
      }}
    />
  )
  const panel = whole && !!months.answer?.months.length && (
    <MonthPanel month={(wide && passing && passed) || here} accounts={filters.accounts} />
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
          {wide && panel}
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
        {glance}
        {!wide && panel}
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

/** A month once it has stood for a moment: what scrolls past quickly is not asked for. */
function useSettled(month: string): string {
  const [settled, settle] = useState(month)
  useEffect(() => {
    const timer = setTimeout(() => {
      settle(month)
    }, PASSING_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [month])
  return settled
}
