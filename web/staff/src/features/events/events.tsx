/** What people do with the bank: by hour and by name, of nobody in particular; and one customer's latest, on record. */

import { Button, Input, Segmented, Select, Skeleton, Tag, type TableColumnsType } from 'antd'
import { useSearchParams } from 'react-router'
import {
  eventExplore,
  eventList,
  type EventCount,
  type EventLine,
  type EventsExplored,
} from '@sycee/client/staff'
import { clockOf, exactly, useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Columns, Legend } from '../../shell/columns'
import { Bar, Facts, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { useCustomer, WhichCustomer } from '../../shell/which'

/** The others are found by kind or name. */
const NAMES = 40
const HOUR_MS = 3_600_000
const KINDS = {
  page: words('页面', 'page'),
  track: words('行为', 'deed'),
  identify: words('设置', 'setting'),
  call: words('业务调用', 'call'),
}
type Kind = keyof typeof KINDS
const NAME = /^[a-z0-9._-]{1,64}$/

export default function Events() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const customer = useCustomer()
  const hours = [6, 24, 72].find((n) => String(n) === search.get('hours')) ?? 24
  const kind = Object.keys(KINDS).find((one) => one === search.get('kind')) as Kind | undefined
  const name = NAME.test(search.get('name') ?? '') ? search.get('name') : null
  const look = (change: Record<string, string>) => {
    const next = {
      hours: String(hours),
      kind: kind ?? '',
      name: name ?? '',
      customer: String(customer ?? ''),
      ...change,
    }
    setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))
  }
  return (
    <>
      <Panel title={say(words('行为事件', 'Events'))}>
        <Bar>
          <Segmented
            value={hours}
            onChange={(n) => {
              look({ hours: String(n) })
            }}
            options={[6, 24, 72].map((n) => ({ value: n, label: say(words(`近 ${n} 小时`, `${n} h`)) }))}
          />
          <Select
            aria-label={say(words('类别', 'Kind'))}
            style={{ width: 130 }}
            value={kind ?? ''}
            onChange={(value) => {
              look({ kind: value })
            }}
            options={[
              { value: '', label: say(words('全部类别', 'Any kind')) },
              ...Object.entries(KINDS).map(([value, label]) => ({ value, label: say(label) })),
            ]}
          />
          <Input.Search
            key={name}
            aria-label={say(words('名称', 'Name'))}
            placeholder={say(words('名称，如 recommend.opened', 'Name, such as recommend.opened'))}
            defaultValue={name ?? ''}
            maxLength={64}
            allowClear
            style={{ width: 300 }}
            enterButton={say(words('筛选', 'Filter'))}
            onSearch={(written) => {
              if (written.trim() === '' || NAME.test(written.trim())) look({ name: written.trim() })
            }}
          />
        </Bar>
        <Explored
          key={`${hours} ${kind ?? ''} ${name ?? ''}`}
          ask={{ hours, kind: kind ?? null, name }}
          pick={(picked) => {
            look({ kind: picked.kind, name: picked.name })
          }}
        />
      </Panel>
      <Panel title={say(words('一位客户最近的事件', 'One customer’s latest'))}>
        <Bar>
          <WhichCustomer />
        </Bar>
        {customer === null ? (
          <Nothing
            text={say(
              words('请填写客户号；查看会留下记录。', 'Write a customer number; the look is on record.'),
            )}
          />
        ) : (
          <Latest key={customer} customer={customer} />
        )}
      </Panel>
    </>
  )
}

interface Which {
  readonly hours: number
  readonly kind: Kind | null
  readonly name: string | null
}

function Explored({ ask, pick }: { ask: Which; pick: (which: EventCount) => void }) {
  const say = useSay()
  const { answer, trouble, again } = useAsk(eventExplore, ask)
  if (trouble) return <Trouble text={trouble} again={again} />
  if (!answer) return <Skeleton active={false} />
  const events = answer.hours.reduce((sum, hour) => sum + hour.events, 0)
  const calls = answer.hours.reduce((sum, hour) => sum + hour.calls, 0)
  const columns: TableColumnsType<EventCount> = [
    {
      title: say(words('类别', 'Kind')),
      dataIndex: 'kind',
      width: 110,
      render: (which: Kind) => <Tag>{say(KINDS[which])}</Tag>,
    },
    {
      title: say(words('名称', 'Name')),
      render: (_, each) => (
        <Button
          type="link"
          size="small"
          style={{ paddingInline: 0 }}
          onClick={() => {
            pick(each)
          }}
        >
          {each.title === each.name ? each.name : `${each.title} ${each.name}`}
        </Button>
      ),
    },
    { title: say(words('次数', 'Events')), dataIndex: 'events', align: 'right', width: 110 },
    {
      title: say(words('每小时至多人数', 'Most people an hour')),
      align: 'right',
      width: 170,
      render: (_, { people }) => people ?? say(words('不足 5 人', 'under 5')),
    },
  ]
  return (
    <>
      <Facts
        rows={[
          [say(words('事件', 'Events')), events],
          [say(words('其中业务调用', 'Calls among them')), calls],
          [say(words('名称', 'Names')), answer.names.length],
        ]}
      />
      {events === 0 ? (
        <Nothing text={say(words('这段时间没有这样的事件。', 'No such event in this time.'))} />
      ) : (
        <>
          <Columns
            label={say(words('按小时的事件', 'Events by hour'))}
            every={Math.ceil(ask.hours / 8)}
            columns={byHour(answer, ask.hours, (at, n, called) =>
              say(words(`${at}：${n} 条，其中调用 ${called}`, `${at}: ${n} events, ${called} of them calls`)),
            )}
          />
          <Legend value={say(words('业务调用', 'Calls'))} beside={say(words('全部', 'All'))} />
        </>
      )}
      <Rows
        label={say(words('按名称', 'By name'))}
        rowKey={({ kind, name }) => `${kind} ${name}`}
        columns={columns}
        dataSource={answer.names.slice(0, NAMES)}
      />
    </>
  )
}

function byHour(
  answer: EventsExplored,
  hours: number,
  told: (at: string, events: number, calls: number) => string,
) {
  const first = Date.parse(answer.since)
  const there = new Map(answer.hours.map((hour) => [Date.parse(hour.hour), hour]))
  return Array.from({ length: hours }, (_, n) => {
    const at = first + n * HOUR_MS
    const { events, calls } = there.get(at) ?? { events: 0, calls: 0 }
    const label = clockOf(at)
    return { key: String(n), label, value: calls, beside: events, told: told(label, events, calls) }
  })
}

function Latest({ customer }: { customer: number }) {
  const say = useSay()
  const { answer, trouble, again } = useAsk(eventList, { customer })
  if (trouble) return <Trouble text={trouble} again={again} />
  if (!answer) return <Skeleton active={false} />
  const columns: TableColumnsType<EventLine> = [
    { title: say(words('时间', 'Time')), dataIndex: 'at', width: 168, render: exactly },
    {
      title: say(words('类别', 'Kind')),
      dataIndex: 'kind',
      width: 110,
      render: (which: Kind) => <Tag>{say(KINDS[which])}</Tag>,
    },
    {
      title: say(words('名称', 'Name')),
      render: (_, { name, title }) => (title === name ? name : `${title} ${name}`),
    },
    { title: say(words('渠道', 'Channel')), dataIndex: 'channel', width: 90 },
    {
      title: say(words('属性', 'Properties')),
      render: (_, { props }) =>
        Object.entries(props)
          .map(([key, value]) => `${key}=${String(value)}`)
          .join('  '),
    },
  ]
  if (answer.events.length === 0)
    return (
      <Nothing
        text={say(
          words(
            '没有事件：三十天内没有，或客户关闭了个性化推荐。',
            'None in thirty days, or personal recommendations are off.',
          ),
        )}
      />
    )
  return (
    <Rows
      label={say(words('最近的事件', 'Latest events'))}
      rowKey="row"
      columns={columns}
      dataSource={answer.events.map((line, row) => ({ ...line, row }))}
    />
  )
}
