import { Navigate, useParams } from 'react-router'
import { accountList, payeeList, type Account, type Money, type Payee } from '@sycee/client'
import {
  Card,
  dayOf,
  dayWords,
  figure,
  Icon,
  ListRow,
  momentWords,
  Section,
  useSay,
  words,
  type Say,
} from '@sycee/kit'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AmountForm } from '../../pieces/paying/amount-form'
import { useAmount } from '../../pieces/paying/amount-part'
import { BLANK, type Arrives, type Draft } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
import { ArrivalPart } from './arrival'
import { SentBefore } from './sent-before'
import { SignSend } from './sign-send'
import { useSheetStep } from '../../pieces/paying/steps'
import style from '../../pieces/paying/paying.module.css'

/** Second step: how much, from where and why. The third opens over it. */
export default function Send() {
  const say = useSay()
  const { payee: id = '' } = useParams()
  const payees = useRead(payeeList, {})
  const accounts = useRead(accountList, {})
  const payee = payees.answer?.payees.find((one) => String(one.id) === id)
  if (payees.answer && !payee) return <Navigate to="/transfer" replace />
  return (
    <Page
      title={say(words('转账', 'Transfer'))}
      back="/transfer"
      step="2 / 3"
      aside={
        payee && (
          <Section title={say(words(`和${payee.name}的往来`, `With ${payee.name}`))}>
            <SentBefore name={payee.name} />
          </Section>
        )
      }
    >
      <Show of={payees} rows={1}>
        {() =>
          payee && (
            <Show of={accounts} rows={3}>
              {(answer) => <Amounts key={id} payee={payee} accounts={answer.accounts} />}
            </Show>
          )
        }
      </Show>
    </Page>
  )
}

function Amounts({ payee, accounts }: { payee: Payee; accounts: readonly Account[] }) {
  const say = useSay()
  const [draft, setDraft, clear] = useKept<Draft>(`send.${payee.id}`, BLANK)
  const amount = useAmount(draft, setDraft, accounts)
  const sheet = useSheetStep()
  const { source } = amount
  const arrives = draft.arrives ?? 'now'
  return (
    <>
      <AmountForm
        amount={amount}
        draft={draft}
        seen
        last={payee.last_amount}
        after={afterWords(arrives, payee.bank !== null)}
        covered={sheet.shown}
        onNext={() => {
          const line = tooMuch(payee, amount.money, say)
          if (line) amount.refuse(line, 'amount')
          else sheet.open()
        }}
        above={
          <Card padded={false}>
            <Chosen payee={payee} />
          </Card>
        }
      >
        <AccountLine
          label={say(words('付款账户', 'From'))}
          accounts={accounts}
          chosen={source}
          onChoose={({ id }) => {
            amount.set({ source: id })
          }}
        />
        <ArrivalPart
          value={arrives}
          elsewhere={payee.bank !== null}
          onChange={(when) => {
            amount.set({ arrives: when })
          }}
        />
      </AmountForm>
      {source && amount.money && (
        <SignSend
          open={sheet.shown}
          onClose={sheet.close}
          payee={payee}
          source={source}
          amount={amount.money}
          draft={draft}
          onDraft={setDraft}
          onClear={clear}
          onRefused={(line, at) => {
            amount.refuse(line, at)
            sheet.close()
          }}
        />
      )}
    </>
  )
}

function Chosen({ payee }: { payee: Payee }) {
  const say = useSay()
  const bank = payee.bank ?? 'Sycee'
  const account = words(`${bank} · 尾号 ${payee.tail}`, `${bank} · ending ${payee.tail}`)
  const last = payee.last_sent_at ? dayWords(dayOf(payee.last_sent_at)) : null
  const history =
    last && payee.sent_count > 0
      ? words(
          `您给 TA 转过 ${payee.sent_count} 次，最近 ${last.zh}`,
          `sent ${payee.sent_count} times, last on ${last.en}`,
        )
      : words('第一次转给 TA，请再看一眼', 'first transfer to them; look twice')
  return (
    <div className={style.payee}>
      <ListRow
        tile={{ letter: payee.name.slice(0, 1) }}
        title={payee.name}
        caption={say(account)}
        to="/transfer"
        end={say(words('更换', 'Change'))}
        more
      />
      <p className={style.check}>
        {payee.bank === null && (
          <b>
            <Icon name="check" size={18} />
            {say(words('户名核验一致', 'Name checked'))}
          </b>
        )}
        {say(history)}
        {payee.new_until && payee.new_most && <New until={payee.new_until} most={payee.new_most} />}
      </p>
    </div>
  )
}

/** Somebody added a short while ago gets less in a day, until then. */
function New({ until, most }: { until: string; most: Money }) {
  const say = useSay()
  const at = momentWords(until)
  return (
    <span>
      {say(
        words(
          `新收款人，${at.zh} 前合计每天最多转 ${figure(most)}`,
          `new: until ${at.en} at most ${figure(most)} a day goes to new payees`,
        ),
      )}
    </span>
  )
}

/** What would be refused anyway: more to somebody new than goes to new payees in a day. */
function tooMuch({ new_until, new_most }: Payee, amount: Money | null, say: Say): string | null {
  if (!new_until || !new_most || !amount || Date.parse(new_until) <= Date.now()) return null
  if (amount.minor <= new_most.minor) return null
  const at = momentWords(new_until)
  return say(
    words(
      `新收款人，${at.zh} 前每天最多转 ${figure(new_most)}`,
      `A new payee: at most ${figure(new_most)} a day until ${at.en}`,
    ),
  )
}

function afterWords(arrives: Arrives, elsewhere: boolean) {
  if (arrives !== 'now') return words('先预留，到时转出。转后可用 ', 'Held until it goes. Left after: ')
  return elsewhere
    ? words('先预留，对方银行受理后扣款。转后可用 ', 'Held until the other bank takes it. Left after: ')
    : words('实时到账。转后可用 ', 'Arrives at once. Left after: ')
}
