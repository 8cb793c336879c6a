import { useLocation, useParams } from 'react-router'
import { billShow, transferReceipt, type PaidBill, type TransferReceiptAnswer } from '@sycee/client'
import {
  capital,
  exactly,
  Facts,
  figure,
  Hero,
  Icon,
  List,
  ListRow,
  look,
  momentWords,
  Notice,
  ReceiptFrame,
  secondsOf,
  spelled,
  standalone,
  useSay,
  useSettings,
  words,
  type IconName,
  type Say,
  type Words,
} from '@sycee/kit'
import { Acts } from '../../pieces/receipt/acts'
import { ExportRow } from '../../pieces/receipt/export'
import { Proof } from '../../pieces/receipt/proof'
import { useMe } from '../../shell/gate'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from '../../pieces/paying/paying.module.css'
import { periodWords } from './kinds'

type State = PaidBill['state']

const STATES: Readonly<Record<State, { icon: IconName; words: Words; tone: 'waits' | 'off' | null }>> = {
  paid: {
    icon: 'clock',
    words: words('已扣款，等收费单位销账', 'Paid; its biller will settle it'),
    tone: 'waits',
  },
  settled: { icon: 'check', words: words('已缴清', 'Settled'), tone: null },
  refunded: {
    icon: 'again',
    words: words('已退款，钱回到您的账户', 'Given back to your account'),
    tone: 'off',
  },
}

/** A bill that was paid: what became of it, where the money is, and its receipt. */
export default function PaidPage() {
  const say = useSay()
  const { transfer = '' } = useParams()
  const fresh = (useLocation().state as { fresh?: boolean } | null)?.fresh ?? false
  const bill = useRead(billShow, { transfer })
  const receipt = useRead(transferReceipt, { transfer })
  return (
    <Page
      title={say(words('缴费回单', 'Bill receipt'))}
      back="/life"
      asideAlways
      aside={bill.answer && receipt.answer && <After bill={bill.answer} receipt={receipt.answer} />}
    >
      <Show of={bill} rows={7}>
        {(paid) => (
          <Show of={receipt} rows={7}>
            {(answer) => <Paper bill={paid} receipt={answer} fresh={fresh} />}
          </Show>
        )}
      </Show>
    </Page>
  )
}

interface Props {
  bill: PaidBill
  receipt: TransferReceiptAnswer
}

function Paper({ bill, receipt, fresh }: Props & { fresh: boolean }) {
  const say = useSay()
  const { language } = useSettings()
  const state = STATES[bill.state]
  return (
    <>
      <ReceiptFrame>
        <div className={style.receipt}>
          <p className={style.title}>
            <Icon name="ingot" size={28} />
            {say(words('缴费电子回单', 'Bill receipt'))}
          </p>
          <p
            className={look(style.state, state.tone && style[state.tone])}
            role={fresh ? 'status' : undefined}
          >
            <Icon name={state.icon} size={20} />
            {say(state.words)}
          </p>
          {bill.reason && <p className={style.why}>{bill.reason}</p>}
          <div>
            <Hero value={bill.amount} />
          </div>
          <p className={style.words}>{language === 'zh' ? capital(bill.amount) : spelled(bill.amount)}</p>
          <ol className={style.stages}>
            {stagesOf(bill, receipt, say).map(({ label, at }) => (
              <li key={label}>
                {label}
                <small>{at}</small>
              </li>
            ))}
          </ol>
          <div className={style.body}>
            <Lines bill={bill} receipt={receipt} />
          </div>
          <Proof code={receipt.verification} stamped={bill.state === 'settled'} fresh={fresh} />
        </div>
      </ReceiptFrame>
      {bill.state === 'paid' && <Awaited />}
      {receipt.notice && <p className={style.rail}>{receipt.notice}</p>}
    </>
  )
}

/** Where the money is meanwhile, and by when it is known. */
function Awaited() {
  const say = useSay()
  return (
    <Notice icon="clock" title={say(words('正在等收费单位的答复', 'Its biller has not answered yet'))}>
      {say(
        words(
          '钱已从您的账户扣出，还在银行，未交给收费单位。银行会一直查询，先是几分钟一次，之后每小时一次，直到有结果；没有受理就全额退回原账户，并发消息告诉您。请不要重复缴。',
          'The money has left your account and is still with the bank. The bank asks until it is known, every few minutes and then each hour; what is not taken comes back in full, and you are told. No need to pay again.',
        ),
      )}
    </Notice>
  )
}

function stagesOf(bill: PaidBill, receipt: TransferReceiptAnswer, say: Say) {
  const taken = { label: say(words('扣款', 'Taken')), at: secondsOf(receipt.booked_at) }
  if (!bill.ended_at) return [taken, { label: say(words('等销账', 'Awaited')), at: '…' }]
  const end = bill.state === 'refunded' ? words('退款', 'Given back') : words('销账', 'Settled')
  return [taken, { label: say(end), at: say(momentWords(bill.ended_at)) }]
}

function Lines({ bill, receipt }: Props) {
  const say = useSay()
  const me = useMe()
  return (
    <Facts
      lines={[
        { label: say(words('收费单位', 'Biller')), value: bill.biller },
        { label: bill.label, value: `**** ${bill.tail}` },
        { label: say(words('账期', 'For')), value: say(periodWords(bill.period)) },
        {
          label: say(words('付款人', 'From')),
          value: say(
            words(`${me.name} · 尾号 ${receipt.from_tail}`, `${me.name} · ending ${receipt.from_tail}`),
          ),
        },
        { label: say(words('时间', 'Time')), value: exactly(receipt.booked_at) },
        { label: say(words('手续费', 'Fee')), value: figure(receipt.fee) },
        { label: say(words('流水号', 'Reference')), value: bill.transfer },
      ]}
    />
  )
}

/** What one does with it. */
function After({ bill, receipt }: Props) {
  const say = useSay()
  const period = periodWords(bill.period)
  const text = words(
    `${bill.biller} ${period.zh} ${standalone(bill.amount)}，${exactly(receipt.booked_at)}，验证码 ${receipt.verification}`,
    `${bill.biller}, ${period.en}, ${standalone(bill.amount)}, ${exactly(receipt.booked_at)}, code ${receipt.verification}`,
  )
  return (
    <>
      <div className={style.noprint}>
        <List>
          <ListRow tile="book" title={say(words('已记入账本', 'It is in the book'))} to="/book" more />
          <ListRow
            tile="again"
            title={say(words('再查这个编号', 'Look at this number again'))}
            to={`/bills/${bill.code}?like=${bill.transfer}`}
            more
          />
          <ExportRow transfer={bill.transfer} />
        </List>
      </div>
      <Acts text={say(text)} to="/life" />
    </>
  )
}
