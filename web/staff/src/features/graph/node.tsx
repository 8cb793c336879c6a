/** One node: what it is, drawn with what it has to do with, and the same as a table to be read. */

import { useEffect, useRef, type ReactNode } from 'react'
import { Button, Skeleton, Tag, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { graphShow, type GraphEdge, type GraphShown } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Facts, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { Drawing } from './drawing'
import styles from './graph.module.css'

interface Props {
  readonly code: string
  readonly link: (code: string) => string
  readonly close: () => void
}

export function Node({ code, link, close }: Props) {
  const say = useSay()
  const place = useRef<HTMLDivElement>(null)
  const { answer, trouble, again } = useAsk(graphShow, { code })
  // Who went on from a link far down the page is brought to what they asked for.
  useEffect(() => {
    place.current?.focus()
  }, [])
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <Panel
        title={answer?.node.title ?? code}
        extra={<Button onClick={close}>{say(words('关闭', 'Close'))}</Button>}
      >
        {trouble && <Trouble text={trouble} again={again} />}
        {!trouble && !answer && <Skeleton active={false} />}
        {answer && <Shown of={answer} link={link} />}
      </Panel>
    </div>
  )
}

function Shown({ of, link }: { of: GraphShown; link: (code: string) => string }) {
  const say = useSay()
  const { node, about, risk, offered, leaving, leaves, arriving, arrives, graph } = of
  const facts: (readonly [string, ReactNode])[] = [
    [say(words('编码', 'Code')), <code key="code">{node.code}</code>],
    [say(words('类别', 'Kind')), node.kind_title],
    [say(words('图谱版本', 'Graph')), `${graph.version} · ${graph.digest}`],
  ]
  if (risk !== null) facts.push([say(words('风险等级', 'Risk')), risk])
  if (offered !== null)
    facts.push([
      say(words('今天', 'Today')),
      offered ? say(words('可以办理', 'can be had')) : say(words('不可办理', 'cannot be had')),
    ])
  return (
    <>
      {about && <p className={styles.about}>{about}</p>}
      <Facts rows={facts} />
      {node.kind === 'function' && (
        <p className={styles.note}>
          <Link to={`/catalog?verb=${encodeURIComponent(node.code)}`}>
            {say(words('在能力目录里看', 'See it in the catalog'))}
          </Link>
        </p>
      )}
      {node.orphan ? (
        <Nothing
          text={say(
            words(
              '孤立：没有任何联系，学习时它只认得自己。在目录（catalogue.json）里写上它与什么有关，它才会有推荐的理由。',
              'An orphan: nothing touches it, and learning sees it by itself. Once the catalogue says what it has to do with, there can be a reason to recommend it.',
            ),
          )}
        />
      ) : (
        <div className={styles.shown}>
          <Drawing of={of} link={link} />
          <div>
            <Edges title={say(words('它联系到', 'It leads to'))} edges={leaving} all={leaves} link={link} />
            <Edges
              title={say(words('联系到它的', 'What leads to it'))}
              edges={arriving}
              all={arrives}
              link={link}
            />
          </div>
        </div>
      )}
    </>
  )
}

interface Table {
  readonly title: string
  readonly edges: readonly GraphEdge[]
  readonly all: number
  readonly link: (code: string) => string
}

function Edges({ title, edges, all, link }: Table) {
  const say = useSay()
  if (all === 0) return null
  const columns: TableColumnsType<GraphEdge> = [
    { title: say(words('联系', 'Edge')), dataIndex: 'title', width: 130 },
    {
      title: say(words('名称', 'Title')),
      render: (_, { node }) => <Link to={link(node.code)}>{node.title}</Link>,
    },
    { title: say(words('类别', 'Kind')), width: 140, render: (_, { node }) => <Tag>{node.kind_title}</Tag> },
    {
      title: say(words('用于学习', 'Learned from')),
      width: 120,
      render: (_, { learned }) => (learned ? say(words('是', 'yes')) : say(words('否', 'no'))),
    },
  ]
  return (
    <>
      <h3 className={styles.way}>
        {title} <small>{all}</small>
      </h3>
      <Rows
        label={title}
        rowKey={({ relation, node, learned }) => `${relation} ${node.code} ${String(learned)}`}
        columns={columns}
        dataSource={[...edges]}
      />
      {edges.length < all && (
        <p className={styles.note}>
          {say(words(`这里是前 ${edges.length} 项，共 ${all} 项。`, `The first ${edges.length} of ${all}.`))}
        </p>
      )}
    </>
  )
}
