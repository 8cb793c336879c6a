import { useState, type ReactNode, type SyntheticEvent } from 'react'
import type { Money } from '@sycee/client'
import { Button, Card, Failed, figure, Icon, useSay, words, type Words } from '@sycee/kit'
import { Keypad, useFingers } from '@sycee/kit/keypad'
import { Cautious } from '../cautious'
import { AmountPart, type AmountStep } from './amount-part'
import type { Draft } from './draft'
import { MemoLine } from './memo-line'
import style from './paying.module.css'

interface Props {
  amount: AmountStep
  draft: Draft
  /** Someone else will read the memo. */
  seen?: boolean
  /** What was sent last. */
  last?: Money | null
  /** What goes before what is left afterwards. */
  after?: Words
  /** The next step stands over this one. */
  covered: boolean
  onNext: () => void
  /** What stands above the amount. */
  above: ReactNode
  /** Lines below the memo, in its card. */
  children?: ReactNode
}

/** The second step's form: how much and what for, with the bank's own keypad where fingers type. */
export function AmountForm({
  amount,
  draft,
  seen = false,
  last,
  after = AT_ONCE,
  covered,
  onNext,
  above,
  children,
}: Props) {
  const say = useSay()
  const fingers = useFingers()
  // While words are typed the device's own keyboard has the foot of the screen.
  const [writing, setWriting] = useState(false)
  const keypad = fingers && !writing
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (amount.check()) onNext()
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      {seen && <Cautious />}
      {above}
      <AmountPart
        amount={amount}
        keypad={fingers}
        last={last}
        onFocus={() => {
          setWriting(false)
        }}
      />
      <Card padded={false}>
        <MemoLine
          seen={seen}
          value={draft.memo}
          wrong={amount.wrongMemo}
          onChange={(memo) => {
            amount.set({ memo })
          }}
          onFocus={() => {
            setWriting(true)
          }}
        />
        {children}
      </Card>
      {amount.after && <After says={after} money={amount.after} />}
      {amount.wrongStep && <Failed title={say(words('没有转出', 'Not sent'))} line={amount.wrongStep} />}
      {!keypad && (
        <Button kind="act" wide submit>
          {say(words('下一步', 'Next'))}
        </Button>
      )}
      <div className={style.room} />
      <Keypad
        shown={keypad && !covered}
        value={draft.amount}
        onChange={amount.type}
        confirm={say(words('下一步', 'Next'))}
        onConfirm={() => {
          if (amount.check()) onNext()
        }}
      />
    </form>
  )
}

const AT_ONCE = words('实时到账。转后可用 ', 'Arrives at once. Left after: ')

function After({ says, money }: { says: Words; money: Money }) {
  const say = useSay()
  return (
    <p className={style.after}>
      <Icon name="clock" size={20} />
      <span>
        {say(says)}
        <b>{figure(money)}</b>
      </span>
    </p>
  )
}
