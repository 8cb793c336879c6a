/** Drift: how far the last seven days are from what was learned from, by the day, and the measure on them. */

import { Alert } from 'antd'
import type { ModelDrift, ModelIndex, ModelKind } from '@sycee/client/staff'
import { useSay, words, type Say } from '@sycee/kit'
import { Facts, Nothing } from '../../shell/panel'
import { measure, PARTS } from './measure'
import styles from './models.module.css'

const MOVED = {
  unknown: words('数据太少', 'too little'),
  steady: words('稳定', 'steady'),
  watch: words('▲ 留意', '▲ watch'),
  moved: words('▲ 已变', '▲ moved'),
}
const WATCH = 0.1
const GONE = 0.25
const MOST = 1
const WIDE = 720
const TALL = 150
const LEFT = 52
const FOOT = 26

export function Drift({ of: { drift, versions, serving } }: { of: ModelKind }) {
  const say = useSay()
  const last = drift.at(-1)
  if (!last)
    return (
      <Nothing
        text={say(words('还没有比较过：每天比较一次。', 'Not compared yet: it is done once a day.'))}
      />
    )
  const gate = versions.find(({ number }) => number === (serving ?? last.number))?.gate
  const gone = [last.items, last.scores].some((index) => index?.moved === 'moved')
  return (
    <>
      {gone && (
        <Alert
          className={styles.alert ?? ''}
          type="warning"
          showIcon={false}
          title={say(
            words(
              '客户做的事已和学习时不同：看下一次学习是否发布，必要时 sycee model train。',
              'Customers do other things than it learned from: see whether the next learning is published, or run sycee model train.',
            ),
          )}
        />
      )}
      <Facts
        rows={[
          [say(words('做什么（按主题）', 'What is done, by theme')), told(last.items, say)],
          [say(words('是否在预料之中', 'How well it was expected')), told(last.scores, say)],
          [
            say(words('近 7 天的指标 / 学成时', 'Measure in 7 days / when made')),
            `${last.live === null ? '—' : measure(last.live)} / ${gate === undefined ? '—' : measure(gate)}`,
          ],
          [
            say(words('近 7 天', 'In 7 days')),
            say(
              words(
                `${last.deeds} 件事，${last.people} 人计分`,
                `${last.deeds} deeds, ${last.people} people scored`,
              ),
            ),
          ],
        ]}
      />
      <Figure of={drift} />
      <p className={styles.note}>
        {say(
          words(
            '稳定指数 PSI = Σ(近−前)·ln(近/前)。低于 0.10 或低于偶然（95%）为稳定，0.10 至 0.25 留意，0.25 起为已变。',
            'Stability index PSI = Σ(now − before)·ln(now/before). Under 0.10, or under what chance may do (95%): steady; to 0.25: watch; from there: moved.',
          ),
        )}
      </p>
    </>
  )
}

function told(index: ModelIndex | null, say: Say) {
  if (!index) return say(MOVED.unknown)
  const loud = index.moved === 'moved' || index.moved === 'watch'
  return (
    <>
      {measure(index.value, 3)} <b className={loud ? styles[index.moved] : ''}>{say(MOVED[index.moved])}</b>{' '}
      <small className={styles.chance}>
        {say(words(`偶然 ≤ ${measure(index.chance, 3)}`, `chance ≤ ${measure(index.chance, 3)}`))}
      </small>
    </>
  )
}

/** Both indices over the days, and the two thresholds. */
function Figure({ of: drift }: { of: readonly ModelDrift[] }) {
  const say = useSay()
  const values = drift.flatMap(({ items, scores }) => [
    (items?.value ?? 0) / PARTS,
    (scores?.value ?? 0) / PARTS,
  ])
  // What is far beyond the thresholds is drawn at the top: the thresholds must stay apart.
  const top = Math.min(Math.max(0.35, ...values) * 1.05, MOST)
  const x = (n: number) => LEFT + ((WIDE - LEFT - 8) * (n + 0.5)) / drift.length
  const y = (value: number) => TALL - FOOT - Math.min(value / top, 1) * (TALL - FOOT - 8)
  const line = (of: 'items' | 'scores') =>
    drift
      .map((day, n) => ({ index: day[of], n }))
      .flatMap(({ index, n }) => (index ? [`${x(n).toFixed(1)} ${y(index.value / PARTS).toFixed(1)}`] : []))
      .map((at, n) => `${n ? 'L' : 'M'}${at}`)
      .join('')
  const every = Math.ceil(drift.length / 6)
  return (
    <>
      <svg
        className={styles.figure}
        viewBox={`0 0 ${WIDE} ${TALL}`}
        role="img"
        aria-label={say(words('稳定指数，按天', 'Stability index by day'))}
      >
        <path className={styles.ground} d={`M${LEFT} ${TALL - FOOT + 0.5}H${WIDE}`} />
        {[WATCH, GONE].map((at) => (
          <g key={at}>
            <path className={styles.limit} d={`M${LEFT} ${y(at)}H${WIDE}`} />
            <text x={2} y={y(at) + 4}>
              {at.toFixed(2)}
            </text>
          </g>
        ))}
        <path className={styles.scores} d={line('scores')} />
        <path className={styles.items} d={line('items')} />
        {drift.map((day, n) => (
          <g key={day.day}>
            <title>
              {`${day.day} · ${day.items ? measure(day.items.value, 3) : '—'} · ${day.scores ? measure(day.scores.value, 3) : '—'}`}
            </title>
            {day.items && (
              <circle
                className={day.items.moved === 'moved' ? styles.loud : styles.dot}
                cx={x(n)}
                cy={y(day.items.value / PARTS)}
                r={3}
              />
            )}
            {n % every === 0 && (
              <text x={x(n)} y={TALL - 5} textAnchor="middle">
                {day.day.slice(5)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <p className={styles.legend}>
        <span className={styles.solid}>{say(words('做什么', 'What is done'))}</span>
        <span className={styles.pale}>{say(words('是否在预料之中', 'How well expected'))}</span>
      </p>
    </>
  )
}
