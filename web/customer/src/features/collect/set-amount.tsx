import { useState, type SyntheticEvent } from 'react'
import { collectMake, type Account, type CollectMade } from '@sycee/client'
import { AmountField, Button, Field, Sheet, tidyAmount, typedMoney, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import { MEMO_MAX } from '../../pieces/paying/draft'
import style from './collect.module.css'

interface Props {
  open: boolean
  account: Account
  onClose: () => void
  onMade: (made: CollectMade) => void
}

/** How much a code is to be good for, once, and what for. */
export function SetAmount({ open, account, onClose, onMade }: Props) {
  const say = useSay()
  const [amount, setAmount] = useState('')
  const [memo, setMemo] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const { run, busy } = useAct(collectMake)
  const make = async () => {
    const money = typedMoney(amount)
    if (!money) {
      setWrong(say(words('请填金额', 'Give an amount')))
      return
    }
    const outcome = await run({
      account: account.id,
      amount: money,
      ...(memo.trim() && { memo: memo.trim() }),
    })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setAmount('')
        setMemo('')
        onMade(outcome.answer)
        return
      case 'no_such_account':
      case 'account_closed':
      case 'amount_not_positive':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void make()
  }
  return (
    <Sheet title={say(words('设置金额和附言', 'Set an amount'))} open={open} onClose={onClose} held={busy}>
      <form className={style.form} onSubmit={submit} noValidate>
        <AmountField
          label={say(words('收款金额', 'Amount'))}
          value={amount}
          available={null}
          wrong={wrong}
          onChange={(text) => {
            setAmount(tidyAmount(text))
            setWrong(null)
          }}
        />
        <Field
          label={say(words('附言', 'Memo'))}
          value={memo}
          maxLength={MEMO_MAX}
          autoComplete="off"
          hint={say(words('选填，付款人能看到', 'Optional; whoever pays reads it'))}
          onChange={setMemo}
        />
        <Button kind="act" wide submit busy={busy}>
          {say(words('生成收款码', 'Make the code'))}
        </Button>
      </form>
    </Sheet>
  )
}
