/** A customer's life with the bank: months in columns, and the turns of it on one line of time. */

import { Skeleton } from 'antd'
import { Link, useParams } from 'react-router'
import { customerLife, type LifeMessages, type LifeMonth, type LifeTurn } from '@sycee/client/staff'
import { Amount, figure, useSay, words, type Say } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Columns, Legend } from '../../shell/columns'
import { Facts, Nothing, Panel, Trouble } from '../../shell/panel'
import styles from './life.module.css'

const TURNS: Readonly<Record<LifeTurn['what'], ReturnType<typeof words>>> = {
  joined: words('成为客户', 'Joined'),
  account_opened: words('开户', 'Account opened'),
  account_closed: words('销户', 'Account closed'),
  pay_began: words('开始代发工资或养老金', 'Pay began'),
  pay_ended: words('最后一次代发', 'Last pay from them'),
  large_in: words('大额转入', 'Large payment in'),
  large_out: words('大额支出', 'Large payment out'),
  key_made: words('新增核验密钥', 'Key added'),
  key_revoked: words('停用核验密钥', 'Key revoked'),
}
const KINDS: Readonly<Record<string, ReturnType<typeof words>>> = {
  service: words('服务消息', 'Service'),
  security: words('安全消息', 'Security'),
  marketing: words('营销消息', 'Marketing'),
}

export default function Life() {
  const { customer = '' } = useParams()
  return <Page key={customer} customer={Number(customer) || 0} />
}

function Page({ customer }: { customer: number }) {
  const say = useSay()
  const { answer, trouble, loading, again } = useAsk(customerLife, { customer })
  if (trouble) return <Trouble text={trouble} again={again} />
  if (loading || !answer) return <Skeleton active={false} />
  return (
    <>
      <Panel
        title={say(words(`客户 ${customer} 的收支`, `In and out of customer ${customer}`))}
        extra={<Link to={`/customers/${customer}`}>{say(words('客户概况', 'Customer'))}</Link>}
      >
        <Months months={answer.months} />
      </Panel>
      <Panel title={say(words('历程', 'Life here'))}>
        <ol className={styles.line}>
          {answer.turns.map((turn, n) => (
            <Turn key={`${turn.on} ${turn.what} ${n}`} turn={turn} />
          ))}
        </ol>
      </Panel>
      <Panel title={say(words('近 90 天消息', 'Messages in 90 days'))}>
        {answer.messages.length === 0 ? (
          <Nothing text={say(words('没有发过消息。', 'None were sent.'))} />
        ) : (
          <Facts rows={answer.messages.map((each) => told(each, say))} />
        )}
      </Panel>
    </>
  )
}

function told({ kind, sent, seen }: LifeMessages, say: Say): readonly [string, string] {
  return [
    say(KINDS[kind] ?? words(kind, kind)),
    say(words(`${sent} 条，已读 ${seen}`, `${sent}, ${seen} read`)),
  ]
}

function Months({ months }: { months: readonly LifeMonth[] }) {
  const say = useSay()
  if (months.length === 0) return <Nothing text={say(words('三年内没有收支。', 'Nothing in three years.'))} />
  return (
    <>
      <Columns
        label={say(words('按月收支', 'In and out by month'))}
        every={Math.ceil(months.length / 8)}
        columns={months.map(({ month, income, expense, pay }) => ({
          key: month,
          label: month.slice(0, 7),
          value: Number(expense.minor),
          beside: Number(income.minor),
          told: [
            month.slice(0, 7),
            say(
              words(
                `收入 ${figure(income)}，支出 ${figure(expense)}`,
                `In ${figure(income)}, out ${figure(expense)}`,
              ),
            ),
            pay === null ? '' : say(words(`代发 ${pay}`, `pay on ${pay}`)),
          ].join(' '),
        }))}
      />
      <Legend value={say(words('支出', 'Out'))} beside={say(words('收入', 'In'))} />
    </>
  )
}

function Turn({ turn }: { turn: LifeTurn }) {
  const say = useSay()
  return (
    <li>
      <time dateTime={turn.on}>{turn.on}</time>
      <span className={styles.what}>
        {say(TURNS[turn.what])}
        {turn.about && <span className={styles.about}> {turn.about}</span>}
      </span>
      {turn.amount && <Amount value={turn.amount} />}
    </li>
  )
}
