import { useState } from 'react'
import { Link } from 'react-router'
import { bookSummary, type Filter } from '@sycee/client'
import {
  Bone,
  Empty,
  figure,
  Icon,
  lastDay,
  List,
  ListRow,
  monthMark,
  Segments,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Calendar } from './calendar'
import { foundAt } from './found-at'
import { Stripe } from './shares'
import style from './glance.module.css'

type Part = 'category' | 'day' | 'counterparty'
const PARTIES = 5

/** What a month's spending went to, on which days, and to whom: one of them at a time, read when it is looked at. */
export function MonthPanel({ month, accounts }: { month: string; accounts: readonly string[] }) {
  const say = useSay()
  const [part, choose] = useState<Part>('category')
  const name = monthMark(month)
  return (
    <section className={style.panel}>
      <header>
        <h2>{say(words(`${name.zh}花在哪里`, `What ${name.en} went to`))}</h2>
        <Segments<Part>
          label={say(words('怎么看', 'How to look at it'))}
          value={part}
          of={[
            { value: 'category', label: say(words('分类', 'Kinds')) },
            { value: 'day', label: say(words('日历', 'Days')) },
            { value: 'counterparty', label: say(words('对方', 'To whom')) },
          ]}
          onChange={choose}
        />
      </header>
      <Told key={part} part={part} month={month} accounts={accounts} />
      <footer>
        <Link to={`/book/analysis?month=${month}`}>
          {say(words('收入和全部分析', 'Income, and all of it'))}
          <Icon name="right" size={14} />
        </Link>
      </footer>
    </section>
  )
}

function Told({ part, month, accounts }: { part: Part; month: string; accounts: readonly string[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  const filter: Filter = {
    since: `${month}-01`,
    until: lastDay(month),
    ...(accounts.length > 0 && { accounts: [...accounts] }),
  }
  const told = useRead(bookSummary, {
    filter,
    of: 'spending',
    by: [part],
    ...(part === 'counterparty' && { limit: PARTIES }),
  })
  return (
    <Show of={told} bones={<Bones tall={part === 'day' ? 300 : 110} />}>
      {({ groups }) => {
        if (part === 'day') return <Calendar month={month} groups={groups} />
        if (groups.length === 0)
          return <Empty icon="book" title={say(words('这个月还没有支出', 'Nothing spent this month'))} />
        if (part === 'category') return <Stripe groups={groups} filter={filter} />
        return (
          <List flat>
            {groups.map((group) => (
              <ListRow
                key={group.keys.join()}
                tile={{ letter: group.titles[0]?.charAt(0) ?? '·' }}
                title={group.titles[0]}
                caption={say(words(`${group.count} 笔`, `${group.count} entries`))}
                end={veiled ? '＊＊＊＊' : figure(group.sum)}
                to={foundAt(group.drill, group.titles[0] ?? '')}
              />
            ))}
          </List>
        )
      }}
    </Show>
  )
}

function Bones({ tall }: { tall: number }) {
  return <Bone width="100%" height={tall} />
}
