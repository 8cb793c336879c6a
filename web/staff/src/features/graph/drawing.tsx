/**
 * A node's neighbourhood, drawn: from the node a branch to each of its neighbours, an arrow for the way it leads.
 *
 * All lengths are in em, so that the drawing grows with the type; what is told beside a branch is cut at its end.
 */

import { Link } from 'react-router'
import type { GraphEdge, GraphNode, GraphShown } from '@sycee/client/staff'
import { look, useSay, words } from '@sycee/kit'
import styles from './graph.module.css'

const MOST = 14
const ROW = 3.4
const HEAD = 3
const WIDE = 5.4
const TRUNK = 1.2
const END = 4

interface Branch {
  readonly edge: GraphEdge
  readonly leads: boolean
}

export function Drawing({ of, link }: { of: GraphShown; link: (code: string) => string }) {
  const say = useSay()
  const both = of.leaves > 0 && of.arrives > 0
  const most = both ? MOST / 2 : MOST
  const branches: Branch[] = [
    ...mixed(of.leaving, most).map((edge) => ({ edge, leads: true })),
    ...mixed(of.arriving, most).map((edge) => ({ edge, leads: false })),
  ]
  const tall = HEAD + branches.length * ROW
  const left = of.leaves + of.arrives - branches.length
  return (
    <figure className={styles.drawing}>
      <svg
        role="group"
        aria-label={say(
          words(
            `“${of.node.title}”的联系图，同样的内容在表格里`,
            `“${of.node.title}” and what it has to do with, drawn; the tables say the same`,
          ),
        )}
        width="100%"
        height={`${tall}em`}
      >
        <svg width={`${WIDE}em`} height={`${tall}em`} viewBox={`0 0 ${WIDE} ${tall}`} aria-hidden="true">
          {branches.map((branch, n) => (
            <Limb key={n} of={branch} y={HEAD + (n + 0.5) * ROW} />
          ))}
          <Mark of={of.node} x={TRUNK} y={HEAD / 2} size={0.75} />
        </svg>
        <foreignObject x="2.6em" y="0" height={`${HEAD}em`} className={styles.self}>
          <div className={styles.told}>
            <b title={of.node.title}>{of.node.title}</b>
          </div>
        </foreignObject>
        {branches.map(({ edge, leads }, n) => (
          <foreignObject
            key={n}
            x="5.1em"
            y={`${HEAD + n * ROW}em`}
            height={`${ROW}em`}
            className={styles.other}
          >
            <Link className={styles.told} to={link(edge.node.code)} title={edge.node.title}>
              <span>{edge.node.title}</span>
              <small>
                {leads ? '→' : '←'} {toldOf(edge)}
              </small>
            </Link>
          </foreignObject>
        ))}
      </svg>
      <figcaption>
        {left > 0 && say(words(`还有 ${left} 项在表格里。`, `${left} more are in the tables. `))}
        {say(
          words(
            '● 产品与文章　■ 功能　◆ 其他；虚线：不用于学习。',
            '● products and articles, ■ functions, ◆ others; dashed: not learned from.',
          ),
        )}
      </figcaption>
    </figure>
  )
}

/** By what it is joined, and what it is, where that says more. */
function toldOf({ title, node }: GraphEdge): string {
  return title.toLowerCase() === node.kind_title.toLowerCase() ? title : `${title} · ${node.kind_title}`
}

/** A branch from the trunk to a neighbour, with its arrow where it leads: at the neighbour, or back at the trunk. */
function Limb({ of: { edge, leads }, y }: { of: Branch; y: number }) {
  const bend = y - ROW * 0.42
  const tip = leads ? END - 0.62 : TRUNK + 0.75
  const back = leads ? tip - 0.5 : tip + 0.5
  return (
    <>
      <path
        className={look(styles.limb, !edge.learned && styles.untaught)}
        d={`M${TRUNK} ${HEAD / 2}V${bend}Q${TRUNK} ${y} ${TRUNK + 0.7} ${y}H${END}`}
      />
      <path className={styles.mark} d={`M${tip} ${y}L${back} ${y - 0.32}V${y + 0.32}Z`} />
      <Mark of={edge.node} x={END + 0.2} y={y} size={0.5} />
    </>
  )
}

const GOODS = new Set(['fund', 'wealth', 'deposit', 'cover', 'metal', 'article', 'campaign'])

/** A node: a disc for what can be had or read, a square for a function of the bank, a lozenge for all others. */
function Mark({ of: { kind }, x, y, size }: { of: GraphNode; x: number; y: number; size: number }) {
  if (GOODS.has(kind)) return <circle className={styles.mark} cx={x} cy={y} r={size * 0.9} />
  const side = size * 0.8
  if (kind === 'function')
    return (
      <path className={styles.mark} d={`M${x - side} ${y - side}h${2 * side}v${2 * side}h${-2 * side}z`} />
    )
  return (
    <path
      className={styles.mark}
      d={`M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`}
    />
  )
}

/** So many edges, of each kind of neighbour in turn, so that none crowds the others out. */
function mixed(edges: readonly GraphEdge[], most: number): GraphEdge[] {
  if (edges.length <= most) return [...edges]
  const turn = new Map<string, number>()
  return edges
    .map((edge, place) => {
      const nth = turn.get(edge.node.kind) ?? 0
      turn.set(edge.node.kind, nth + 1)
      return { edge, nth, place }
    })
    .sort((a, b) => a.nth - b.nth || a.place - b.place)
    .slice(0, most)
    .sort((a, b) => a.place - b.place)
    .map(({ edge }) => edge)
}
