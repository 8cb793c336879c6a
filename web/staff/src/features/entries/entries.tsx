/** A customer's accounts and entries: enough to find a payment by. */

import { useState } from 'react'
import { DatePicker, Input, Segmented, Select, type TableColumnsType } from 'antd'
import type { Dayjs } from 'dayjs'
import { Link } from 'react-router'
import { parseMoney, type Money } from '@sycee/client'
import {
  customerAccounts,
  customerEntries,
  type LookingAt,
  type StaffAccount,
  type StaffEntry,
} from '@sycee/client/staff'
import { exactly, figure, useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Bar, More, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { useRight } from '../../shell/session'
import { useCustomer, WhichCustomer } from '../../shell/which'
import styles from './entries.module.css'

const STATE = {
  open: words('正常', 'Open'),
  frozen: words('冻结', 'Frozen'),
  closed: words('已销户', 'Closed'),
}

export default function Entries() {
  const say = useSay()
  const customer = useCustomer()
  return (
    <>
      <Panel title={say(words('账户与明细', 'Accounts and entries'))}>
        <Bar>
          <WhichCustomer />
        </Bar>
        {customer === null ? (
          <Nothing
            text={say(words('请先查找客户，或填写客户号。', 'Find a customer first, or write their number.'))}
          />
        ) : (
          <Accounts key={customer} customer={customer} />
        )}
      </Panel>
      {customer !== null && <List key={customer} customer={customer} />}
    </>
  )
}

function Accounts({ customer }: { customer: number }) {
  const say = useSay()
  const { answer, trouble, loading, again } = useAsk(customerAccounts, { customer })
  const sum = (value: Money) => `${value.asset} ${figure(value)}`
  const columns: TableColumnsType<StaffAccount> = [
    { title: say(words('账户', 'Account')), dataIndex: 'title' },
    { title: say(words('账号', 'Number')), dataIndex: 'number' },
    { title: say(words('余额', 'Balance')), dataIndex: 'balance', align: 'right', render: sum },
    { title: say(words('可用', 'Available')), dataIndex: 'available', align: 'right', render: sum },
    { title: say(words('冻结金额', 'Held')), dataIndex: 'held', align: 'right', render: sum },
    { title: say(words('开户', 'Opened')), dataIndex: 'opened_on' },
    {
      title: say(words('状态', 'State')),
      dataIndex: 'state',
      render: (state: StaffAccount['state']) => say(STATE[state]),
    },
  ]
  if (trouble) return <Trouble text={trouble} again={again} />
  return (
    <Rows
      label={say(words('账户', 'Accounts'))}
      rowKey="account"
      loading={loading}
      columns={columns}
      dataSource={answer?.accounts ?? []}
    />
  )
}

type Filters = Omit<LookingAt, 'customer' | 'cursor' | 'limit'>

function List({ customer }: { customer: number }) {
  const say = useSay()
  const [filters, setFilters] = useState<Filters>({})
  // The cursors of the pages that are shown, one under another; another filter begins anew.
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return (
    <Panel
      title={say(words('明细', 'Entries'))}
      extra={<span>{say(words('对方姓名脱敏，附言不显示', 'Other side masked, memos not shown'))}</span>}
    >
      <Choices
        customer={customer}
        filters={filters}
        choose={(change) => {
          setFilters({ ...filters, ...change })
          setCursors([null])
        }}
      />
      {cursors.map((cursor, index) => (
        <Page
          key={`${JSON.stringify([filters.account, filters.since, filters.until, filters.direction])}${cursor ?? ''}`}
          ask={{ ...filters, customer, cursor }}
          head={index === 0}
          last={index === cursors.length - 1}
          more={(next) => {
            setCursors([...cursors, next])
          }}
        />
      ))}
    </Panel>
  )
}

function Choices(props: { customer: number; filters: Filters; choose: (change: Filters) => void }) {
  const { customer, filters, choose } = props
  const say = useSay()
  const { answer } = useAsk(customerAccounts, { customer })
  const size = (written: string) => (written ? parseMoney(written) : null)
  return (
    <Bar>
      <Select
        aria-label={say(words('账户', 'Account'))}
        style={{ width: 180 }}
        value={filters.account ?? 0}
        onChange={(account) => {
          choose({ account: account || null })
        }}
        options={[
          { value: 0, label: say(words('全部账户', 'All accounts')) },
          ...(answer?.accounts ?? []).map((a) => ({
            value: a.account,
            label: `${a.title} ${a.number.slice(-4)}`,
          })),
        ]}
      />
      <Segmented<'all' | 'in' | 'out'>
        value={filters.direction ?? 'all'}
        onChange={(direction) => {
          choose({ direction: direction === 'all' ? null : direction })
        }}
        options={[
          { value: 'all', label: say(words('全部', 'All')) },
          { value: 'in', label: say(words('收入', 'In')) },
          { value: 'out', label: say(words('支出', 'Out')) },
        ]}
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        onChange={(days: readonly (Dayjs | null)[] | null) => {
          const [since, until] = days ?? [null, null]
          choose({ since: since?.format('YYYY-MM-DD') ?? null, until: until?.format('YYYY-MM-DD') ?? null })
        }}
      />
      <Input.Search
        aria-label={say(words('金额', 'Amount'))}
        placeholder={say(words('金额，如 300.00', 'Amount, such as 300.00'))}
        style={{ width: 190 }}
        inputMode="decimal"
        allowClear
        onSearch={(written) => {
          const exact = size(written.trim())
          choose({ least: exact, most: exact })
        }}
      />
    </Bar>
  )
}

function Page(props: { ask: LookingAt; head: boolean; last: boolean; more: (next: string) => void }) {
  const { ask, head, last, more } = props
  const say = useSay()
  const mayRecords = useRight('records')
  const { answer, trouble, loading, again } = useAsk(customerEntries, ask)
  const columns: TableColumnsType<StaffEntry> = [
    { title: say(words('时间', 'Time')), dataIndex: 'booked_at', width: 168, render: exactly },
    {
      title: say(words('金额', 'Amount')),
      dataIndex: 'amount',
      align: 'right',
      width: 130,
      render: (value: Money) => (
        <span className={value.minor > 0n ? styles.in : ''}>{figure(value, true)}</span>
      ),
    },
    { title: say(words('账户', 'Account')), dataIndex: 'tail', width: 80 },
    { title: say(words('类型', 'Kind')), dataIndex: 'title', width: 110 },
    { title: say(words('对方', 'Other side')), dataIndex: 'counterparty', width: 170 },
    {
      title: say(words('记录', 'Record')),
      dataIndex: 'transfer',
      width: 110,
      render: (transfer: string) =>
        mayRecords ? (
          <Link to={`/records?record=${transfer}`}>…{transfer.slice(-8)}</Link>
        ) : (
          `…${transfer.slice(-8)}`
        ),
    },
  ]
  if (trouble) return <Trouble text={trouble} again={again} />
  return (
    <>
      <Rows
        label={say(words('明细', 'Entries'))}
        showHeader={head}
        aligned
        rowKey={({ account, seq }) => `${account}:${seq}`}
        loading={loading}
        columns={columns}
        dataSource={answer?.entries ?? []}
        locale={{ emptyText: <Nothing text={say(words('没有符合条件的明细。', 'No entries fit.'))} /> }}
      />
      {last && answer?.next && (
        <More
          title={say(words('更早的明细', 'Earlier entries'))}
          onClick={() => {
            if (answer.next) more(answer.next)
          }}
        />
      )}
    </>
  )
}
