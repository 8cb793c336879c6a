import { useState } from 'react'
import { Navigate, useParams } from 'react-router'
import { accountList, orderList, payeeList, type Account, type Payee } from '@sycee/client'
import { Card, ListRow, shifted, useSay, words } from '@sycee/kit'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AmountForm } from '../../pieces/paying/amount-form'
import { useAmount } from '../../pieces/paying/amount-part'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useSheetStep } from '../../pieces/paying/steps'
import { SignOrder, type NoAt } from './sign-order'
import { WhenPart, type When } from './when'

/** Second step of an order: how much, from where, and when. */
export default function OrderForm() {
  const say = useSay()
  const { payee: id = '' } = useParams()
  const payees = useRead(payeeList, {})
  const accounts = useRead(accountList, {})
  const orders = useRead(orderList, {})
  const payee = payees.answer?.payees.find((one) => String(one.id) === id)
  if (payees.answer && !payee) return <Navigate to="/orders/new" replace />
  return (
    <Page title={say(words('新建预约', 'A new order'))} back="/orders/new" step="2 / 3">
      <Show of={payees} rows={1}>
        {() =>
          payee && (
            <Show of={accounts} rows={3}>
              {(answer) => (
                <Show of={orders} rows={1}>
                  {({ today }) => (
                    <Form key={id} payee={payee} accounts={answer.accounts} tomorrow={shifted(today, 1)} />
                  )}
                </Show>
              )}
            </Show>
          )
        }
      </Show>
    </Page>
  )
}

interface FormProps {
  payee: Payee
  accounts: readonly Account[]
  tomorrow: string
}

function Form({ payee, accounts, tomorrow }: FormProps) {
  const say = useSay()
  const [draft, setDraft, clearDraft] = useKept<Draft>(`order.${payee.id}`, BLANK)
  const [when, setWhen, clearWhen] = useKept<When>(`order.when.${payee.id}`, {
    first: tomorrow,
    every: 'month',
    until: '',
  })
  const [wrong, setWrong] = useState<{ first?: string; until?: string }>({})
  const amount = useAmount(draft, setDraft, accounts, false)
  const sheet = useSheetStep()
  const next = () => {
    if (!when.first) setWrong({ first: say(words('请选日期', 'Choose a day')) })
    else if (when.every !== 'once' && when.until && when.until < when.first)
      setWrong({ until: say(words('不能早于首次付款日', 'Not before the first day')) })
    else sheet.open()
  }
  const refuse = (no: NoAt) => {
    sheet.close()
    if (no.at === 'first' || no.at === 'until') setWrong({ [no.at]: no.line })
    else amount.refuse(no.line, no.at)
  }
  return (
    <>
      <AmountForm
        amount={amount}
        draft={draft}
        seen
        last={payee.last_amount}
        covered={sheet.shown}
        onNext={next}
        above={
          <>
            <Card padded={false}>
              <ListRow
                tile={{ letter: payee.name.slice(0, 1) }}
                title={payee.name}
                caption={say(words(`Sycee · 尾号 ${payee.tail}`, `Sycee · ending ${payee.tail}`))}
              />
            </Card>
            <WhenPart
              when={when}
              wrong={wrong}
              onChange={(changed) => {
                setWhen(changed)
                setWrong({})
                setDraft({ ...draft, proposal: null })
              }}
            />
          </>
        }
      >
        <AccountLine
          label={say(words('付款账户', 'From'))}
          accounts={accounts}
          chosen={amount.source}
          onChoose={({ id }) => {
            amount.set({ source: id })
          }}
        />
      </AmountForm>
      {amount.source && amount.money && (
        <SignOrder
          sheet={sheet}
          payee={payee}
          source={amount.source}
          amount={amount.money}
          when={when}
          draft={draft}
          onDraft={setDraft}
          onRefused={refuse}
          onClear={() => {
            clearDraft()
            clearWhen()
          }}
        />
      )}
    </>
  )
}
