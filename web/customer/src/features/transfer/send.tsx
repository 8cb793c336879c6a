import { Navigate, useParams } from 'react-router'
import { accountList, payeeList, type Account, type Payee } from '@sycee/client'
import { Card, dayOf, dayWords, Icon, ListRow, Section, useSay, words } from '@sycee/kit'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AmountForm } from '../../pieces/paying/amount-form'
import { useAmount } from '../../pieces/paying/amount-part'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
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
  return (
    <>
      <AmountForm
        amount={amount}
        draft={draft}
        seen
        last={payee.last_amount}
        covered={sheet.shown}
        onNext={sheet.open}
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
  const account = words(`Sycee · 尾号 ${payee.tail}`, `Sycee · ending ${payee.tail}`)
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
        <b>
          <Icon name="check" size={18} />
          {say(words('户名核验一致', 'Name checked'))}
        </b>
        {say(history)}
      </p>
    </div>
  )
}
