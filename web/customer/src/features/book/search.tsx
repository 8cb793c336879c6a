import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { bookSearch } from '@sycee/client'
import { Empty, Field, Tag, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { visit } from '../../shell/visit'
import { Pages } from './found'
import style from './analysis.module.css'

const PAUSE_MS = 250

/** Searching as one types: amounts, days, categories and words, in Chinese, pinyin or first letters. */
export default function Search() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const asked = search.get('q') ?? ''
  const [typed, type] = useState(asked)
  useEffect(() => {
    const timer = setTimeout(() => {
      setSearch(typed.trim() ? { q: typed.trim() } : {}, { replace: true })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [typed, setSearch])
  useEffect(() => {
    visit.searched(asked)
  }, [asked])
  return (
    <Page title={say(words('搜索账本', 'Search the book'))} back="/book">
      <Field
        label={say(words('商户、金额、日期、分类、备注', 'Shop, amount, day, category or note'))}
        type="search"
        autoFocus
        maxLength={100}
        value={typed}
        onChange={type}
      />
      {asked ? (
        <Results query={asked} />
      ) : (
        <Empty
          icon="search"
          title={say(words('想到什么就写什么', 'Write what you remember'))}
          line={say(
            words(
              '例如：星巴克 去年十月、300左右、>1000、上周末、xbk',
              'Such as: coffee last month, over 1000, yesterday',
            ),
          )}
        />
      )}
    </Page>
  )
}

function Results({ query }: { query: string }) {
  const found = useRead(bookSearch, { query, limit: 1 })
  return (
    <Show of={found} rows={6}>
      {(answer) => (
        <>
          <div className={style.chips}>
            {answer.read.map((read) => (
              <Tag key={read}>{read}</Tag>
            ))}
          </div>
          <Pages key={JSON.stringify(answer.filter)} filter={answer.filter} />
        </>
      )}
    </Show>
  )
}
