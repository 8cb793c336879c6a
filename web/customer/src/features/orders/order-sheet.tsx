import { useState } from 'react'
import { Link } from 'react-router'
import { orderEnd, orderResume, orderSkip, type Order } from '@sycee/client'
import { Button, clockOf, dayWords, Facts, Failed, figure, Sheet, useSay, words, type Say } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './orders.module.css'

/** One order: all of it, its last dates, and what can be done with it. */
export function OrderSheet({ order, onClose }: { order: Order | null; onClose: () => void }) {
  const say = useSay()
  return (
    <Sheet title={say(words('预约转账', 'Order'))} open={order !== null} onClose={onClose}>
      {order && <Inside order={order} onClose={onClose} />}
    </Sheet>
  )
}

function Inside({ order, onClose }: { order: Order; onClose: () => void }) {
  const say = useSay()
  return (
    <div className={style.inside}>
      <Facts lines={linesOf(order, say)} />
      {order.runs.length > 0 && <Runs order={order} />}
      <Doings order={order} onClose={onClose} />
    </div>
  )
}

function linesOf(order: Order, say: Say) {
  const day = (on: string) => say(dayWords(on))
  return [
    {
      label: say(words('收款人', 'To')),
      value: say(words(`${order.to} 尾号 ${order.to_tail}`, `${order.to}, ending ${order.to_tail}`)),
    },
    { label: say(words('每次金额', 'Each')), value: figure(order.amount) },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`尾号 ${order.from_tail}`, `ending ${order.from_tail}`)),
    },
    { label: say(words('付款频率', 'How often')), value: order.how_often },
    ...(order.next_on && order.next_at
      ? [{ label: say(words('下次', 'Next')), value: `${day(order.next_on)} ${clockOf(order.next_at)}` }]
      : []),
    ...(order.until ? [{ label: say(words('截止', 'Until')), value: day(order.until) }] : []),
    ...(order.memo ? [{ label: say(words('附言', 'Memo')), value: order.memo }] : []),
    ...(order.reason ? [{ label: say(words('原因', 'Why')), value: order.reason }] : []),
  ]
}

const STATES = {
  done: words('已转出', 'paid'),
  failed: words('没有转成', 'not paid'),
  skipped: words('已跳过', 'skipped'),
}

function Runs({ order }: { order: Order }) {
  const say = useSay()
  return (
    <ul className={style.runs} aria-label={say(words('最近几次', 'The last dates'))}>
      {order.runs.map((run) => (
        <li key={run.on}>
          <span>{say(dayWords(run.on))}</span>
          <span>
            {run.transfer ? (
              <Link to={`/transfer/receipt/${run.transfer}`}>{say(STATES[run.state])}</Link>
            ) : (
              say(STATES[run.state])
            )}
            {run.reason && <small>{run.reason}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Doings({ order, onClose }: { order: Order; onClose: () => void }) {
  const say = useSay()
  const { down } = useLine()
  const [sure, ask] = useState(false)
  const skip = useDoing(orderSkip)
  const end = useDoing(orderEnd, onClose)
  const resume = useDoing(orderResume)
  const wrong = skip.wrong ?? end.wrong ?? resume.wrong
  const next = order.next_on
  if (order.state === 'ended') return null
  return (
    <div className={style.acts}>
      {wrong && <Failed title={say(words('没有办成', 'Not done'))} line={wrong} />}
      {order.state === 'paused' && (
        <Button
          kind="act"
          wide
          busy={resume.busy}
          disabled={down}
          onPress={() => void resume.run({ order: order.order })}
        >
          {say(words('恢复', 'Let it go on'))}
        </Button>
      )}
      {next && (
        <Button
          wide
          busy={skip.busy}
          disabled={down}
          onPress={() => void skip.run({ order: order.order, on: next })}
        >
          {say(words(`跳过下一次（${dayWords(next).zh}）`, `Skip the next one (${dayWords(next).en})`))}
        </Button>
      )}
      <Button
        wide
        kind={sure ? 'danger' : 'plain'}
        busy={end.busy}
        disabled={down}
        onPress={() => {
          if (sure) void end.run({ order: order.order })
          else ask(true)
        }}
      >
        {say(sure ? words('确定取消这个预约', 'Yes, end it') : words('取消预约', 'End it'))}
      </Button>
    </div>
  )
}

type No = { code: 'no_such_order'; say: string } | { code: 'order_over'; say: string }

function useDoing<Ask, Answer>(
  verb: Parameters<typeof useAct<Ask, Answer, No & { code: string }>>[0],
  then?: () => void,
) {
  const { run, busy } = useAct(verb)
  const [wrong, setWrong] = useState<string | null>(null)
  const go = async (ask: Ask) => {
    setWrong(null)
    const outcome = await run(ask)
    if (!outcome) return
    forget('order.')
    if (outcome.code === 'ok') then?.()
    else if (outcome.code === 'no_such_order' || outcome.code === 'order_over') setWrong(outcome.say)
    else setWrong(troubled(outcome))
  }
  return { run: go, busy, wrong }
}
