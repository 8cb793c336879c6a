/** Every verb of the bank, to be searched and read. */

import { useMemo } from 'react'
import { Input, Select, Tag, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { catalogList, type CatalogVerb } from '@sycee/client/staff'
import { useSay, useSettings, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Bar, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { Card } from './card'
import styles from './catalog.module.css'

const EFFECTS = {
  read: words('查看', 'read'),
  write: words('办理', 'write'),
  money: words('动账', 'money'),
  note: words('记录', 'note'),
}
const ALL: { verbs: CatalogVerb[] } = { verbs: [] }

export default function Catalog() {
  const say = useSay()
  const { language } = useSettings()
  const [search, setSearch] = useSearchParams()
  const { answer, trouble, loading, again } = useAsk(catalogList, {})
  const chosen = (key: string) => search.get(key) ?? ''
  const [text, effect, channel, verb] = [chosen('text'), chosen('effect'), chosen('channel'), chosen('verb')]
  const { verbs } = answer ?? ALL
  const channels = useMemo(() => [...new Set(verbs.flatMap((each) => each.channels))].sort(), [verbs])
  const wanted = text.toLowerCase()
  const found = verbs.filter(
    (each) =>
      (!effect || each.effect === effect) &&
      (!channel || each.channels.includes(channel)) &&
      [each.name, each.title_zh, each.title_en, each.help, ...each.says]
        .join(' ')
        .toLowerCase()
        .includes(wanted),
  )
  const look = (change: Record<string, string>) => {
    const next = new URLSearchParams(search)
    Object.entries(change).forEach(([key, value]) => {
      if (value) next.set(key, value)
      else next.delete(key)
    })
    setSearch(next, { replace: true })
  }
  const link = (name: string) => {
    const next = new URLSearchParams(search)
    next.set('verb', name)
    return `/catalog?${next.toString()}`
  }
  const columns: TableColumnsType<CatalogVerb> = [
    {
      title: say(words('名称', 'Name')),
      dataIndex: 'name',
      render: (name: string) => <Link to={link(name)}>{name}</Link>,
    },
    {
      title: say(words('说法', 'Title')),
      render: (_, each) => (language === 'zh' ? each.title_zh : each.title_en),
    },
    {
      title: say(words('作用', 'Effect')),
      dataIndex: 'effect',
      render: (which: CatalogVerb['effect']) => <Tag>{say(EFFECTS[which])}</Tag>,
    },
    {
      title: say(words('渠道', 'Channels')),
      dataIndex: 'channels',
      render: (named: string[]) => named.join(' · '),
    },
  ]
  return (
    <div className={verb ? styles.two : ''}>
      <Panel title={say(words('能力目录', 'Catalog'))} extra={<span>{found.length}</span>}>
        <Bar>
          <Input
            aria-label={say(words('搜索', 'Search'))}
            placeholder={say(words('搜索名称、说法、说明', 'Search names and words'))}
            style={{ width: 220 }}
            value={text}
            allowClear
            onChange={({ target }) => {
              look({ text: target.value })
            }}
          />
          <Select
            aria-label={say(words('作用', 'Effect'))}
            style={{ width: 130 }}
            value={effect}
            onChange={(value) => {
              look({ effect: value })
            }}
            options={[
              { value: '', label: say(words('全部作用', 'Any effect')) },
              ...Object.entries(EFFECTS).map(([value, label]) => ({ value, label: say(label) })),
            ]}
          />
          <Select
            aria-label={say(words('渠道', 'Channel'))}
            style={{ width: 130 }}
            value={channel}
            onChange={(value) => {
              look({ channel: value })
            }}
            options={[
              { value: '', label: say(words('全部渠道', 'Any channel')) },
              ...channels.map((value) => ({ value, label: value })),
            ]}
          />
        </Bar>
        {trouble && <Trouble text={trouble} again={again} />}
        <Rows
          label={say(words('能力目录', 'Catalog'))}
          rowKey="name"
          loading={loading}
          columns={columns}
          dataSource={found}
          rowClassName={({ name }) => (name === verb ? (styles.here ?? '') : '')}
          locale={{ emptyText: <Nothing text={say(words('没有这样的能力。', 'There is no such verb.'))} /> }}
        />
      </Panel>
      {verb && (
        <Card
          key={verb}
          name={verb}
          close={() => {
            look({ verb: '' })
          }}
        />
      )}
    </div>
  )
}
