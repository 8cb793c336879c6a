/** The record: what a customer asked for, when, what became of it, and whether it still stands as it was written. */

import { useState } from 'react'
import { Input, Tag, Tooltip, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { recordList, type RecordLine, type WhichRecords } from '@sycee/client/staff'
import { exactly, useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Bar, More, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { useRight } from '../../shell/session'
import { useCustomer, WhichCustomer } from '../../shell/which'
import styles from './records.module.css'

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export default function Records() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const customer = useCustomer()
  const record = KEY.test(search.get('record') ?? '') ? search.get('record') : null
  const name = say(words('业务编号', 'Number of a record'))
  return (
    <Panel title={say(words('业务记录', 'Records'))}>
      <Bar>
        <WhichCustomer />
        <Input.Search
          key={record}
          aria-label={name}
          placeholder={name}
          defaultValue={record ?? ''}
          maxLength={36}
          style={{ width: 340 }}
          enterButton={say(words('查看', 'Show'))}
          onSearch={(written) => {
            if (KEY.test(written.trim())) setSearch({ record: written.trim() })
          }}
        />
      </Bar>
      {record !== null && <Page key={record} ask={{ record }} more={() => undefined} last />}
      {record === null && customer !== null && <List key={customer} customer={customer} />}
      {record === null && customer === null && (
        <Nothing
          text={say(words('请填写客户号，或一笔业务的编号。', 'Write a customer number, or a record’s own.'))}
        />
      )}
    </Panel>
  )
}

function List({ customer }: { customer: number }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return cursors.map((cursor, index) => (
    <Page
      key={cursor}
      ask={{ customer, cursor }}
      last={index === cursors.length - 1}
      more={(next) => {
        setCursors([...cursors, next])
      }}
    />
  ))
}

function Page({ ask, last, more }: { ask: WhichRecords; last: boolean; more: (next: string) => void }) {
  const say = useSay()
  const mayFind = useRight('customers')
  const { answer, trouble, loading, again } = useAsk(recordList, ask)
  const columns: TableColumnsType<RecordLine> = [
    { title: say(words('时间', 'Time')), dataIndex: 'booked_at', width: 168, render: exactly },
    {
      title: say(words('业务', 'What')),
      dataIndex: 'title',
      width: 210,
      render: (title: string, { verb }) => (
        <>
          {title} <code className={styles.verb}>{verb}</code>
        </>
      ),
    },
    {
      title: say(words('客户', 'Customer')),
      dataIndex: 'customer',
      width: 90,
      render: (customer: number) =>
        mayFind ? <Link to={`/customers/${customer}`}>{customer}</Link> : customer,
    },
    { title: say(words('结果', 'Outcome')), width: 200, render: (_, line) => <Result line={line} /> },
    { title: say(words('链', 'Chain')), width: 240, render: (_, line) => <Chain line={line} /> },
    {
      title: say(words('编号', 'Number')),
      dataIndex: 'key',
      width: 110,
      render: (key: string) => <Link to={`/records?record=${key}`}>…{key.slice(-8)}</Link>,
    },
  ]
  if (trouble) return <Trouble text={trouble} again={again} />
  return (
    <>
      <Rows
        label={say(words('业务记录', 'Records'))}
        rowKey="key"
        aligned
        loading={loading}
        columns={columns}
        dataSource={answer?.records ?? []}
        locale={{
          emptyText: <Nothing text={say(words('这位客户还没有业务记录。', 'There is no record yet.'))} />,
        }}
      />
      {last && answer?.next && (
        <More
          title={say(words('更早的记录', 'Earlier records'))}
          onClick={() => {
            if (answer.next) more(answer.next)
          }}
        />
      )}
    </>
  )
}

function Result({ line }: { line: RecordLine }) {
  const say = useSay()
  if (!line.refused) return <Tag>{say(words('已办理', 'Done'))}</Tag>
  const code = <code className={styles.verb}>{line.code}</code>
  return (
    <span>
      <Tag className={styles.refused ?? ''}>{say(words('未办理', 'Refused'))}</Tag>
      {line.why ? <Tooltip title={line.why}>{code}</Tooltip> : code}
    </span>
  )
}

/** Whether the link of this record's batch, computed anew, is the one that was kept, and which seal stands over it. */
function Chain({ line }: { line: RecordLine }) {
  const say = useSay()
  if (!line.whole || line.seal?.holds === false)
    return (
      <strong className={styles.broken}>
        {say(words('▲ 已被改动', '▲ Broken'))} · {line.slot}/{line.batch}
      </strong>
    )
  return (
    <span className={styles.whole}>
      {say(words('✓ 完整', '✓ Whole'))} · {line.slot}/{line.batch} ·{' '}
      {line.seal
        ? say(words(`封印 ${line.seal.number}`, `seal ${line.seal.number}`))
        : say(words('待封印（每分钟一次）', 'seal to come, each minute'))}
    </span>
  )
}
