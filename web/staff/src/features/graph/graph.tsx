/** The knowledge graph: which it is, what is in it by kind, one node with what it has to do with, and every node. */

import { useState } from 'react'
import { Checkbox, Input, Select, Skeleton, Tag, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import {
  graphList,
  type GraphKind,
  type GraphNode,
  type GraphNodes,
  type WhichNodes,
} from '@sycee/client/staff'
import { useSay, useSettings, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Bar, Facts, More, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { Node } from './node'
import styles from './graph.module.css'

const PAGE = 50
type Kind = GraphKind['kind']

export default function Graph() {
  const { language } = useSettings()
  // Titles come from the bank in one language: in another everything is asked anew.
  return <Page key={language} />
}

function Page() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const whole = useAsk(graphList, { limit: 1 })
  if (whole.trouble) return <Trouble text={whole.trouble} again={whole.again} />
  if (!whole.answer) return <Skeleton active={false} />
  const { kinds } = whole.answer
  const node = search.get('node')
  const kind = kinds.find((each) => each.kind === search.get('kind'))?.kind ?? null
  const text = (search.get('text') ?? '').slice(0, 60)
  const orphans = search.get('orphans') === '1'
  const put = (change: Record<string, string>) => {
    const next = new URLSearchParams(search)
    Object.entries(change).forEach(([key, value]) => {
      if (value) next.set(key, value)
      else next.delete(key)
    })
    return next
  }
  const link = (code: string) => `/graph?${put({ node: code }).toString()}`
  return (
    <>
      {node !== null && (
        <Node
          key={node}
          code={node}
          link={link}
          close={() => {
            setSearch(put({ node: '' }))
          }}
        />
      )}
      <div className={styles.two}>
        <Panel
          title={say(words('查找', 'Find'))}
          extra={`${whole.answer.graph.version} · ${whole.answer.graph.digest}`}
        >
          <Bar>
            <Input.Search
              key={text}
              aria-label={say(words('编码或名称', 'Code or title'))}
              placeholder={say(words('编码或名称，中英文均可', 'Code or title, in either language'))}
              defaultValue={text}
              maxLength={60}
              allowClear
              style={{ width: 300 }}
              enterButton={say(words('查找', 'Find'))}
              onSearch={(written) => {
                setSearch(put({ text: written.trim() }))
              }}
            />
            <Select
              aria-label={say(words('类别', 'Kind'))}
              style={{ width: 180 }}
              value={kind ?? ''}
              onChange={(value: string) => {
                setSearch(put({ kind: value }))
              }}
              options={[
                { value: '', label: say(words('全部类别', 'Any kind')) },
                ...kinds.map(({ kind: value, title, nodes }) => ({ value, label: `${title} ${nodes}` })),
              ]}
            />
            <Checkbox
              className={styles.only ?? ''}
              checked={orphans}
              onChange={({ target }) => {
                setSearch(put({ orphans: target.checked ? '1' : '' }))
              }}
            >
              {say(words('只看孤立的', 'Orphans only'))}
            </Checkbox>
          </Bar>
          <List
            key={`${kind ?? ''} ${String(orphans)} ${text}`}
            ask={{ kind, text: text || null, orphans }}
            link={link}
          />
        </Panel>
        <Whole
          of={whole.answer}
          pick={(change) => `/graph?${put({ text: '', orphans: '', ...change }).toString()}`}
        />
      </div>
    </>
  )
}

/** Which graph it is, and how much of each kind is in it. */
function Whole({
  of: { graph, kinds },
  pick,
}: {
  of: GraphNodes
  pick: (change: Record<string, string>) => string
}) {
  const say = useSay()
  const columns: TableColumnsType<GraphKind> = [
    {
      title: say(words('类别', 'Kind')),
      render: (_, { kind, title, nodes }) => (nodes ? <Link to={pick({ kind })}>{title}</Link> : title),
    },
    { title: say(words('个数', 'Nodes')), dataIndex: 'nodes', align: 'right', width: 80 },
    {
      title: say(words('孤立', 'Orphans')),
      align: 'right',
      width: 90,
      render: (_, { kind, orphans }) =>
        orphans ? <Link to={pick({ kind, orphans: '1' })}>{orphans}</Link> : '—',
    },
  ]
  const alone = kinds.reduce((sum, { orphans }) => sum + orphans, 0)
  return (
    <Panel title={say(words('知识图谱', 'Knowledge graph'))}>
      <Facts
        rows={[
          [say(words('版本', 'Version')), graph.version],
          [say(words('摘要', 'Digest')), <code key="digest">{graph.digest}</code>],
          [say(words('节点', 'Nodes')), graph.nodes],
          [say(words('联系', 'Edges')), graph.edges],
          [say(words('其中用于学习', 'Learned from')), graph.learned],
          [say(words('孤立的节点', 'Orphans')), alone],
        ]}
      />
      <Rows
        label={say(words('按类别', 'By kind'))}
        rowKey="kind"
        columns={columns}
        dataSource={kinds}
        rowClassName={({ nodes }) => (nodes ? '' : (styles.none ?? ''))}
      />
      <p className={styles.note}>
        {say(
          words(
            '图谱来自货架目录，没有任何客户的数据。个数为 0 的类别，目录里还没有写：持仓写作 holding.*，网点写作 outlet.*，标签写作 label.*。',
            'It is made from the catalogue of the shelf and holds nothing of any customer. Of a kind with 0 the catalogue names nothing yet: holdings are written holding.*, outlets outlet.*, labels label.*.',
          ),
        )}
      </p>
    </Panel>
  )
}

interface Which {
  readonly kind: Kind | null
  readonly text: string | null
  readonly orphans: boolean
}

function List({ ask, link }: { ask: Which; link: (code: string) => string }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return cursors.map((cursor, index) => (
    <Part
      key={cursor}
      ask={{ ...ask, cursor, limit: PAGE }}
      link={link}
      first={index === 0}
      last={index === cursors.length - 1}
      more={(next) => {
        setCursors([...cursors, next])
      }}
    />
  ))
}

interface Some {
  ask: WhichNodes
  link: (code: string) => string
  first: boolean
  last: boolean
  more: (next: string) => void
}

function Part({ ask, link, first, last, more }: Some) {
  const say = useSay()
  const { answer, trouble, loading, again } = useAsk(graphList, ask)
  if (trouble) return <Trouble text={trouble} again={again} />
  const columns: TableColumnsType<GraphNode> = [
    {
      title: say(words('名称', 'Title')),
      dataIndex: 'title',
      ellipsis: true,
      render: (title: string, { code }) => <Link to={link(code)}>{title}</Link>,
    },
    {
      title: say(words('类别', 'Kind')),
      dataIndex: 'kind_title',
      width: 130,
      render: (title: string) => <Tag>{title}</Tag>,
    },
    {
      title: say(words('编码', 'Code')),
      dataIndex: 'code',
      ellipsis: true,
      width: 260,
      render: (code: string) => <code>{code}</code>,
    },
    {
      title: say(words('联系', 'Edges')),
      align: 'right',
      width: 90,
      render: (_, { edges, orphan }) => (orphan ? say(words('孤立', 'orphan')) : edges),
    },
  ]
  return (
    <>
      {first && answer && (
        <p className={styles.note} role="status">
          {say(words(`找到 ${answer.found} 项`, `${answer.found} found`))}
        </p>
      )}
      <Rows
        label={say(words('节点', 'Nodes'))}
        rowKey="code"
        tableLayout="fixed"
        className={styles.nodes ?? ''}
        loading={loading}
        showHeader={first}
        columns={columns}
        dataSource={answer?.nodes ?? []}
        locale={{
          emptyText: <Nothing text={say(words('图谱里没有这样的东西。', 'There is no such node.'))} />,
        }}
      />
      {last && answer?.next && (
        <More
          title={say(words('后面的', 'More'))}
          onClick={() => {
            if (answer.next) more(answer.next)
          }}
        />
      )}
    </>
  )
}
