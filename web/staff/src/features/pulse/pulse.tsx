/** The pulse of the bank: what customers ask for by minute, what is refused, and the sums of it. Nobody's in particular. */

import { useEffect, useState } from 'react'
import { Segmented, Skeleton, type TableColumnsType } from 'antd'
import { bankPulse, type Pulse as Beat, type PulseKind } from '@sycee/client/staff'
import { clockOf, standalone, useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Columns, Legend } from '../../shell/columns'
import { Bar, Facts, Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'

const AGAIN_MS = 30_000
const COLUMNS = 60
const MINUTE_MS = 60_000

export default function Pulse() {
  const say = useSay()
  const [hours, setHours] = useState(1)
  const { answer, trouble, again } = useAsk(bankPulse, { hours })
  const [last, setLast] = useState<Beat | null>(null)
  if (answer && answer !== last) setLast(answer)
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again()
    }, AGAIN_MS)
    return () => {
      clearInterval(timer)
    }
  }, [again])
  return (
    <Panel title={say(words('业务脉搏', 'Pulse'))} extra={say(words('每 30 秒更新', 'Every 30 seconds'))}>
      <Bar>
        <Segmented
          value={hours}
          onChange={setHours}
          options={[1, 3, 6].map((n) => ({ value: n, label: say(words(`近 ${n} 小时`, `${n} h`)) }))}
        />
      </Bar>
      {trouble && <Trouble text={trouble} again={again} />}
      {last ? <Shown beat={last} /> : !trouble && <Skeleton active={false} />}
    </Panel>
  )
}

function Shown({ beat }: { beat: Beat }) {
  const say = useSay()
  const calls = beat.kinds.reduce((sum, kind) => sum + kind.calls, 0)
  const refused = beat.kinds.reduce((sum, kind) => sum + kind.refused, 0)
  const paid = beat.kinds.reduce((sum, kind) => sum + kind.paid, 0)
  const few = say(words('不足 5 笔，不显示', 'under 5, not shown'))
  const columns: TableColumnsType<PulseKind> = [
    { title: say(words('业务', 'What')), dataIndex: 'title' },
    { title: say(words('次数', 'Calls')), dataIndex: 'calls', align: 'right' },
    { title: say(words('被拒', 'Refused')), dataIndex: 'refused', align: 'right' },
    { title: say(words('付款', 'Payments')), dataIndex: 'paid', align: 'right' },
    {
      title: say(words('金额', 'Sum')),
      align: 'right',
      render: (_, { sum, paid: moved }) => (sum ? standalone(sum) : moved > 0 ? few : ''),
    },
  ]
  return (
    <>
      <Facts
        rows={[
          [say(words('业务', 'Calls')), calls],
          [say(words('被拒', 'Refused')), refused],
          [say(words('付款', 'Payments')), paid],
          [say(words('付款金额', 'Sum of payments')), beat.sum ? standalone(beat.sum) : few],
        ]}
      />
      {calls === 0 ? (
        <Nothing text={say(words('这段时间没有业务。', 'Nothing in this time.'))} />
      ) : (
        <>
          <Columns
            label={say(words('按时间的业务量', 'Calls over time'))}
            every={10}
            columns={gathered(beat, (at, n, no) =>
              say(words(`${at}：${n} 次，被拒 ${no}`, `${at}: ${n} calls, ${no} refused`)),
            )}
          />
          <Legend value={say(words('被拒', 'Refused'))} beside={say(words('业务', 'Calls'))} />
        </>
      )}
      <Rows
        label={say(words('按业务', 'By kind'))}
        rowKey="verb"
        columns={columns}
        dataSource={[...beat.kinds]}
      />
    </>
  )
}

/** Sixty columns of as many minutes each as the hours are, from the first minute to the last. */
function gathered(beat: Beat, told: (at: string, calls: number, refused: number) => string) {
  const first = Date.parse(beat.since)
  const span = Math.max(Math.round((Date.parse(beat.until) - first) / COLUMNS), MINUTE_MS)
  const sums = Array.from({ length: COLUMNS }, () => ({ calls: 0, refused: 0 }))
  for (const { minute, calls, refused } of beat.minutes) {
    const sum = sums[Math.min(Math.floor((Date.parse(minute) - first) / span), COLUMNS - 1)]
    if (sum) {
      sum.calls += calls
      sum.refused += refused
    }
  }
  return sums.map(({ calls, refused }, n) => {
    const at = clockOf(first + n * span)
    return { key: String(n), label: at, value: refused, beside: calls, told: told(at, calls, refused) }
  })
}
