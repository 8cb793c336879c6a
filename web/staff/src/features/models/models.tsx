/** What the bank has learned: versions and what became of each, what weighs, drift, and what one customer would see. */

import { Alert, Skeleton, Tag, type TableColumnsType } from 'antd'
import { modelList, type ModelKind, type ModelVersion } from '@sycee/client/staff'
import { exactly, useSay, words, type Say } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { measure } from './measure'
import { Drift } from './drift'
import { Preview } from './preview'
import styles from './models.module.css'

const STATE = {
  serving: words('在用', 'Serving'),
  spare: words('备用', 'Spare'),
  unpublished: words('未发布（不更好）', 'Not better'),
  withdrawn: words('已撤下', 'Withdrawn'),
  damaged: words('文件损坏', 'Damaged'),
  other_format: words('格式不同', 'Other format'),
}

export default function Models() {
  const { answer, trouble, again } = useAsk(modelList, {})
  if (trouble) return <Trouble text={trouble} again={again} />
  if (!answer) return <Skeleton active={false} />
  return (
    <>
      {answer.kinds.map((kind) => (
        <Kind key={kind.kind} of={kind} />
      ))}
      <Preview />
    </>
  )
}

function Kind({ of: kind }: { of: ModelKind }) {
  const say = useSay()
  return (
    <>
      {kind.alarm && <Alarm of={kind} />}
      <Panel title={say(words(`${kind.title}：版本`, `${kind.title}: versions`))} extra={kind.kind}>
        <Versions of={kind} />
      </Panel>
      <Panel title={say(words('与学习时相比', 'Compared with what it learned from'))}>
        <Drift of={kind} />
      </Panel>
      <Panel title={say(words('什么在起作用', 'What weighs'))}>
        {kind.weighs.length === 0 ? (
          <Nothing text={say(words('没有在用的版本。', 'No version serves.'))} />
        ) : (
          <Weighs of={kind} />
        )}
      </Panel>
    </>
  )
}

/** A published version that cannot be read: said in red, with what serves meanwhile. */
function Alarm({ of: kind }: { of: ModelKind }) {
  const say = useSay()
  const broken = kind.versions.filter(({ state }) => state === 'damaged').map(({ number }) => number)
  const named = broken.join('、')
  return (
    <Alert
      role="alert"
      type="error"
      className={styles.alarm ?? ''}
      showIcon={false}
      title={say(
        words(`▲ 版本 ${named} 的文件损坏`, `▲ The file of version ${broken.join(', ')} is damaged`),
      )}
      description={say(
        kind.serving === null
          ? words(
              '没有好的版本可用，现按货架自己的次序推荐。',
              'No good one is left: the shelf’s own order serves.',
            )
          : words(
              `现由上一个好的版本 ${kind.serving} 服务，客户不受影响。`,
              `Version ${kind.serving}, the last good one, serves meanwhile.`,
            ),
      )}
    />
  )
}

function Versions({ of: kind }: { of: ModelKind }) {
  const say = useSay()
  const columns: TableColumnsType<ModelVersion> = [
    { title: say(words('版本', 'Version')), dataIndex: 'number', align: 'right' },
    {
      title: say(words('状态', 'State')),
      dataIndex: 'state',
      render: (state: ModelVersion['state']) => (
        <Tag {...(state === 'damaged' && { color: 'error' })} className={styles[state] ?? ''}>
          {state === 'damaged' && '▲ '}
          {say(STATE[state])}
        </Tag>
      ),
    },
    { title: say(words('指标', 'Measure')), align: 'right', render: (_, { gate }) => measure(gate) },
    {
      title: say(words('当时在用的', 'In service then')),
      align: 'right',
      render: (_, { beside }) => (beside === null ? '—' : measure(beside)),
    },
    { title: say(words('学成', 'Made')), render: (_, { made_at: at }) => exactly(at).slice(0, 16) },
    { title: say(words('发布', 'Published')), render: (_, { published_at: at }) => when(at) },
    { title: say(words('撤下', 'Withdrawn')), render: (_, { withdrawn_at: at }) => when(at) },
  ]
  if (kind.versions.length === 0)
    return (
      <Nothing
        text={say(
          words(
            '还没有学出任何东西：人还不够，货架自己的次序在用。',
            'Nothing was learned yet: too few people; the shelf’s own order serves.',
          ),
        )}
      />
    )
  return (
    <Rows
      label={say(words('版本', 'Versions'))}
      rowKey="number"
      columns={columns}
      dataSource={[...kind.versions]}
      expandable={{
        expandedRowRender: ({ card }) => <p className={styles.card}>{card}</p>,
        defaultExpandedRowKeys: kind.serving === null ? [] : [kind.serving],
        columnTitle: <span className={styles.unseen}>{say(words('说明', 'Card'))}</span>,
        expandIcon: ({ expanded, onExpand, record }) => (
          <button
            type="button"
            className={styles.expand}
            aria-expanded={expanded}
            aria-label={cardOf(record, say)}
            onClick={(event) => {
              onExpand(record, event)
            }}
          >
            {expanded ? '−' : '+'}
          </button>
        ),
      }}
    />
  )
}

function cardOf({ number }: ModelVersion, say: Say): string {
  return say(words(`版本 ${number} 的说明`, `Card of version ${number}`))
}

function when(at: string | null): string {
  return at === null ? '—' : exactly(at).slice(0, 16)
}

function Weighs({ of: { weighs } }: { of: ModelKind }) {
  const say = useSay()
  const top = weighs.reduce((most, { share }) => Math.max(most, share), 1)
  return (
    <ul className={styles.weighs} aria-label={say(words('各项的份量', 'What each weighs'))}>
      {weighs.map(({ title, share }) => (
        <li key={title}>
          <span>{title}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(share / top) * 100}%` }} />
          </span>
          <span>{(share / 100).toFixed(1)}%</span>
        </li>
      ))}
    </ul>
  )
}
