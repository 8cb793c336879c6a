import { Navigate, useLocation, useParams } from 'react-router'
import { transferReceipt, type TransferReceiptAnswer } from '@sycee/client'
import {
  capital,
  exactly,
  Facts,
  figure,
  Hero,
  Icon,
  List,
  ListRow,
  ReceiptFrame,
  spelled,
  standalone,
  useSay,
  useSettings,
  words,
  type Say,
} from '@sycee/kit'
import { useMe } from '../../shell/gate'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from '../../pieces/paying/paying.module.css'
import { ExportRow } from '../../pieces/receipt/export'
import { Acts } from '../../pieces/receipt/acts'
import { Proof } from '../../pieces/receipt/proof'
import { Meanwhile, Stages, stands, State, TakeBack } from './stages'

/** The receipt of a transfer; the chop lands when it has just been made. */
export default function ReceiptPage() {
  const say = useSay()
  const { transfer = '' } = useParams()
  const fresh = (useLocation().state as { fresh?: boolean } | null)?.fresh ?? false
  const receipt = useRead(transferReceipt, { transfer })
  // What became of a bill its own page says.
  if (receipt.answer?.verb === 'bill.pay') return <Navigate to={`/bills/paid/${transfer}`} replace />
  return (
    <Page
      title={say(words('回单', 'Receipt'))}
      back="/"
      asideAlways
      aside={receipt.answer && <After receipt={receipt.answer} />}
    >
      <Show of={receipt} rows={7}>
        {(answer) => <Paper receipt={answer} fresh={fresh} />}
      </Show>
    </Page>
  )
}

function Paper({ receipt, fresh }: { receipt: TransferReceiptAnswer; fresh: boolean }) {
  const say = useSay()
  const { language } = useSettings()
  return (
    <>
      <ReceiptFrame>
        <div className={style.receipt}>
          <p className={style.title}>
            <Icon name="ingot" size={28} />
            {say(words('转账电子回单', 'Transfer receipt'))}
          </p>
          <State receipt={receipt} fresh={fresh} />
          <div>
            <Hero value={receipt.amount} />
          </div>
          <p className={style.words}>
            {language === 'zh' ? capital(receipt.amount) : spelled(receipt.amount)}
          </p>
          <Stages receipt={receipt} />
          <div className={style.body}>
            <Lines receipt={receipt} />
          </div>
          <Proof code={receipt.verification} stamped={stands(receipt)} fresh={fresh} />
        </div>
      </ReceiptFrame>
      <Meanwhile receipt={receipt} />
      <TakeBack receipt={receipt} />
      <p className={style.rail}>
        {receipt.notice ??
          say(
            receipt.due_at
              ? words('本行账户之间转账，到时在账内入账', 'Between accounts of this bank, booked when due')
              : words('本行账户之间转账，在账内实时入账', 'Between accounts of this bank, booked at once'),
          )}
      </p>
    </>
  )
}

const BOOKED: ReadonlySet<TransferReceiptAnswer['stage']> = new Set(['arrived', 'returned'])

/** What one does with a receipt. */
function After({ receipt }: { receipt: TransferReceiptAnswer }) {
  const say = useSay()
  return (
    <>
      <div className={style.noprint}>
        <List>
          {BOOKED.has(receipt.stage) ? (
            <ListRow tile="book" title={say(words('已记入账本', 'It is in the book'))} to="/book" more />
          ) : (
            <ListRow tile="clock" title={say(words('在途转账', 'Transfers under way'))} to="/transfer" more />
          )}
          <ExportRow transfer={receipt.transfer} />
        </List>
      </div>
      <Acts text={textOf(receipt, say)} />
    </>
  )
}

function Lines({ receipt }: { receipt: TransferReceiptAnswer }) {
  const say = useSay()
  const me = useMe()
  const bank = receipt.bank || 'Sycee'
  return (
    <Facts
      lines={[
        { label: say(words('收款人', 'To')), value: receipt.to },
        {
          label: say(words('收款账号', 'To account')),
          value: say(words(`${bank} 尾号 ${receipt.to_tail}`, `${bank} ending ${receipt.to_tail}`)),
        },
        {
          label: say(words('付款人', 'From')),
          value: say(
            words(`${me.name} · 尾号 ${receipt.from_tail}`, `${me.name} · ending ${receipt.from_tail}`),
          ),
        },
        { label: say(words('时间', 'Time')), value: exactly(receipt.booked_at) },
        { label: say(words('手续费', 'Fee')), value: figure(receipt.fee) },
        ...(receipt.memo ? [{ label: say(words('附言', 'Memo')), value: receipt.memo }] : []),
        { label: say(words('流水号', 'Reference')), value: receipt.transfer },
      ]}
    />
  )
}

/** The receipt in a sentence, to share. */
function textOf(receipt: TransferReceiptAnswer, say: Say): string {
  return say(
    words(
      `转给${receipt.to} ${standalone(receipt.amount)}，${exactly(receipt.booked_at)}，验证码 ${receipt.verification}`,
      `${standalone(receipt.amount)} to ${receipt.to}, ${exactly(receipt.booked_at)}, code ${receipt.verification}`,
    ),
  )
}
