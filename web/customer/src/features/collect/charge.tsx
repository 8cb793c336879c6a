import { useState, type SyntheticEvent } from 'react'
import { useLocation } from 'react-router'
import { accountList, paycodeCharge, type Account, type Receipt } from '@sycee/client'
import {
  AmountField,
  Button,
  Card,
  clockOf,
  Failed,
  Field,
  figure,
  tidyAmount,
  typedMoney,
  useSay,
  words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { MEMO_MAX } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
import { Camera } from './camera'
import { understood } from './codes'
import { Places } from './places'
import style from './collect.module.css'

/** Be paid by the code on somebody's screen. */
export default function Charge() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  return (
    <Page
      title={say(words('扫付款码收款', 'Charge a pay code'))}
      back="/collect"
      asideAlways
      aside={<Places but="/charge" />}
    >
      <Show of={accounts} rows={3}>
        {(answer) => <Form accounts={answer.accounts.filter(({ state }) => state === 'open')} />}
      </Show>
    </Page>
  )
}

interface Wrong {
  at: 'code' | 'amount' | 'step'
  line: string
}

function Form({ accounts }: { accounts: readonly Account[] }) {
  const say = useSay()
  const { down } = useLine()
  const scanned = (useLocation().state as { code?: string } | null)?.code ?? ''
  const [account, choose] = useState<Account | null>(accounts[0] ?? null)
  const [amount, setAmount] = useState('')
  const [memo, setMemo] = useState('')
  const [code, setCode] = useState(scanned)
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const [got, setGot] = useState<Receipt | null>(null)
  const charge = useCharge(setWrong, (receipt) => {
    setGot(receipt)
    setAmount('')
    setCode('')
  })
  const at = (place: Wrong['at']) => (wrong?.at === place ? wrong.line : null)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const money = typedMoney(amount)
    const read = understood(code, location.origin)
    if (!money) setWrong({ at: 'amount', line: say(words('请填金额', 'Give an amount')) })
    else if (read.kind !== 'paycode')
      setWrong({
        at: 'code',
        line: say(words('付款码是 28 开头的 18 位数字', 'A pay code is 18 digits that begin with 28')),
      })
    else if (account)
      void charge.run({ code: read.code, account: account.id, amount: money, memo: memo.trim() })
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      {got && (
        <div className={style.got} role="status">
          <span>{say(words('已收到', 'Received'))}</span>
          <b>{figure(got.amount)}</b>
          <span>{clockOf(got.made_at)}</span>
        </div>
      )}
      <AmountField
        label={say(words('收款金额', 'Amount'))}
        value={amount}
        available={null}
        wrong={at('amount')}
        onChange={(text) => {
          setAmount(tidyAmount(text))
          setWrong(null)
          setGot(null)
        }}
      />
      <Camera onRead={setCode} />
      <Field
        label={say(words('对方的付款码', 'Their pay code'))}
        value={code}
        wrong={at('code')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={30}
        hint={say(
          words('18 位数字，在对方屏幕上，一分钟内有效', '18 digits on their screen, good for a minute'),
        )}
        onChange={(text) => {
          setCode(text)
          setWrong(null)
        }}
      />
      <Field
        label={say(words('附言', 'Memo'))}
        value={memo}
        maxLength={MEMO_MAX}
        autoComplete="off"
        hint={say(words('选填，双方都能看到', 'Optional; both read it'))}
        onChange={setMemo}
      />
      <Card padded={false}>
        <AccountLine
          label={say(words('收款账户', 'Into'))}
          accounts={accounts}
          chosen={account}
          onChoose={choose}
        />
      </Card>
      {at('step') && <Failed title={say(words('没有收到款', 'Not paid'))} line={at('step') ?? ''} />}
      <Button kind="act" wide submit busy={charge.busy} disabled={down}>
        {say(words('收款', 'Charge'))}
      </Button>
    </form>
  )
}

function useCharge(complain: (wrong: Wrong) => void, done: (receipt: Receipt) => void) {
  const { run, busy } = useAct(paycodeCharge, 'key.charge')
  const charge = async (ask: Parameters<typeof run>[0]) => {
    const outcome = await run(ask)
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('account.', 'book.')
        done(outcome.answer)
        return
      case 'paycode_gone':
      case 'paycode_is_own':
        complain({ at: 'code', line: outcome.say })
        return
      case 'paycode_too_much':
      case 'amount_not_positive':
        complain({ at: 'amount', line: outcome.say })
        return
      case 'payer_declined':
      case 'mandate_ended':
      case 'no_such_account':
      case 'account_closed':
        complain({ at: 'step', line: outcome.say })
        return
      default:
        complain({ at: 'step', line: troubled(outcome) })
    }
  }
  return { run: charge, busy }
}
