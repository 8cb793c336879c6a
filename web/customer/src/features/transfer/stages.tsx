import { useState } from 'react'
import { transferCancel, type TransferReceiptAnswer } from '@sycee/client'
import {
  Button,
  Failed,
  Icon,
  look,
  momentWords,
  Notice,
  secondsOf,
  useSay,
  words,
  type IconName,
  type Say,
  type Words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from '../../pieces/paying/paying.module.css'

type Stage = TransferReceiptAnswer['stage']

const STATES: Readonly<Record<Stage, { icon: IconName; words: Words; tone: 'waits' | 'off' | null }>> = {
  held: { icon: 'clock', words: words('钱已预留，等待转出', 'Held; on its way soon'), tone: 'waits' },
  sent: { icon: 'clock', words: words('已提交对方银行', 'With the other bank'), tone: 'waits' },
  arrived: { icon: 'check', words: words('已到账', 'Arrived'), tone: null },
  rejected: {
    icon: 'flag',
    words: words('没有转出，没有扣款', 'Not sent; nothing was debited'),
    tone: 'off',
  },
  cancelled: {
    icon: 'remove',
    words: words('已撤销，没有扣款', 'Taken back; nothing was debited'),
    tone: 'off',
  },
  returned: { icon: 'again', words: words('已退回您的账户', 'Returned to your account'), tone: 'off' },
}

/** Whether it came to its end as it was meant to. */
export function stands({ stage }: TransferReceiptAnswer): boolean {
  return stage === 'arrived'
}

/** How it stands, in a line. */
export function State({ receipt, fresh }: { receipt: TransferReceiptAnswer; fresh: boolean }) {
  const say = useSay()
  const state = STATES[receipt.stage]
  return (
    <>
      <p className={look(style.state, state.tone && style[state.tone])} role={fresh ? 'status' : undefined}>
        <Icon name={state.icon} size={20} />
        {say(state.words)}
      </p>
      {receipt.reason && receipt.stage !== 'cancelled' && <p className={style.why}>{receipt.reason}</p>}
    </>
  )
}

/** What has come about, and when. */
export function Stages({ receipt }: { receipt: TransferReceiptAnswer }) {
  const say = useSay()
  return (
    <ol className={style.stages}>
      {stagesOf(receipt, say).map(({ label, at }) => (
        <li key={label}>
          {label}
          <small>{at}</small>
        </li>
      ))}
    </ol>
  )
}

function stagesOf(receipt: TransferReceiptAnswer, say: Say) {
  const made = { label: say(words('提交', 'Made')), at: secondsOf(receipt.made_at) }
  if (!receipt.due_at)
    return [
      made,
      { label: say(words('扣款', 'Taken')), at: secondsOf(receipt.booked_at) },
      { label: say(words('到账', 'Arrived')), at: secondsOf(receipt.booked_at) },
    ]
  const at = (label: Words, instant: string | null) =>
    instant ? [{ label: say(label), at: say(momentWords(instant)) }] : []
  const ends: Partial<Record<Stage, Words>> = {
    arrived: words('到账', 'Arrived'),
    returned: words('到账', 'Arrived'),
    rejected: words('未转出', 'Not sent'),
    cancelled: words('撤销', 'Taken back'),
  }
  const end = ends[receipt.stage]
  return [
    made,
    ...at(words('发往对方银行', 'To the other bank'), receipt.sent_at),
    ...(end ? at(end, receipt.ended_at) : []),
    ...(receipt.cancellable ? at(words('预计转出', 'Goes'), receipt.due_at) : []),
    ...at(words('退回', 'Returned'), receipt.returned_at),
  ]
}

/** While it is under way: where the money is, what the bank does about it, and by when. */
export function Meanwhile({ receipt }: { receipt: TransferReceiptAnswer }) {
  const say = useSay()
  if (receipt.stage === 'sent')
    return (
      <Notice icon="clock" title={say(words('正在等对方银行的答复', 'The other bank has not answered yet'))}>
        {say(
          words(
            '钱还在您的账户里，已预留，没有扣款。没有答复时银行会主动查询：一分钟后开始，越问越疏，最多隔一小时，直到有结果。到账才扣款；没有受理就解除预留。请不要重复转。',
            'The money is still in your account, held and not debited. Without an answer the bank asks by itself: first after a minute, then less often, each hour at the least, until it is known. It is debited once it has arrived, and free again if it was not taken. No need to send it again.',
          ),
        )}
      </Notice>
    )
  if (receipt.stage !== 'held' || !receipt.due_at || !receipt.cancellable) return null
  const at = momentWords(receipt.due_at)
  return (
    <Notice icon="clock" title={say(words(`${at.zh} 转出`, `Goes ${at.en}`))}>
      {say(
        words(
          '在那之前钱预留在您的账户里，没有扣款，随时可以撤销。',
          'Until then the money is held in your account, not debited, and you may take it back.',
        ),
      )}
    </Notice>
  )
}

/** Take it back while it has not gone. */
export function TakeBack({ receipt }: { receipt: TransferReceiptAnswer }) {
  const say = useSay()
  const { down } = useLine()
  const [sure, ask] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const { run, busy } = useAct(transferCancel)
  if (!receipt.cancellable) return null
  const takeBack = async () => {
    setWrong(null)
    const outcome = await run({ transfer: receipt.transfer })
    if (!outcome) return
    forget('transfer.', 'account.', 'book.')
    switch (outcome.code) {
      case 'ok':
        return
      case 'no_such_transfer':
      case 'too_late_to_cancel':
      case 'hold_gone':
      case 'not_booked':
      case 'step_up_needed':
      case 'no_such_account':
      case 'account_closed':
      case 'account_frozen':
      case 'insufficient_funds':
      case 'day_limit':
      case 'over_limit':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return (
    <div className={`${style.foot ?? ''} ${style.noprint ?? ''}`}>
      {wrong && <Failed title={say(words('没有撤销', 'Not taken back'))} line={wrong} />}
      <Button
        wide
        kind={sure ? 'danger' : 'plain'}
        busy={busy}
        disabled={down}
        onPress={() => {
          if (sure) void takeBack()
          else ask(true)
        }}
      >
        {say(sure ? words('确定撤销这笔转账', 'Yes, take it back') : words('撤销转账', 'Take it back'))}
      </Button>
    </div>
  )
}
