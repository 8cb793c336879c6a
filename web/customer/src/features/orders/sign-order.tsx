import { useState } from 'react'
import { useNavigate } from 'react-router'
import { orderMake, type Account, type Money, type Payee, type StepUp } from '@sycee/client'
import { Button, dayWords, Facts, Failed, Hero, Rule, Sheet, useSay, words, type Say } from '@sycee/kit'
import { Prove, type NoToIt, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import type { Draft } from '../../pieces/paying/draft'
import type { Place } from '../../pieces/paying/refusal'
import type { useSheetStep } from '../../pieces/paying/steps'
import { often, type When } from './when'
import style from './orders.module.css'

export interface NoAt {
  at: Place | 'first' | 'until'
  line: string
}

const PROVE: ProveWords = {
  title: words('预约需要您核验一次', 'One check for this order'),
  act: words('授权', 'agree'),
  proving: words('正在核验…', 'Checking…'),
  drop: words('不预约了', 'Let it go'),
}

interface Props {
  sheet: ReturnType<typeof useSheetStep>
  payee: Payee
  source: Account
  amount: Money
  when: When
  draft: Draft
  onDraft: (draft: Draft) => void
  onRefused: (no: NoAt) => void
  onClear: () => void
}

/** Third step of an order: exactly what is agreed to, then the proof. */
export function SignOrder(props: Props) {
  const { sheet, payee, source, amount, when, draft, onDraft, onRefused, onClear } = props
  const say = useSay()
  const navigate = useNavigate()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [proving, setProving] = useState(false)
  const making = useAct(orderMake, 'key.order')
  const memo = draft.memo.trim()
  const ask = {
    source: source.id,
    payee: payee.id,
    amount,
    first_on: when.first,
    every: when.every,
    ...(when.every !== 'once' && when.until && { until: when.until }),
    ...(memo && { memo }),
  }
  const keep = (proposal: StepUp | null) => {
    onDraft({ ...draft, proposal })
  }
  const done = async () => {
    onClear()
    forget('order.')
    await navigate('/orders', { replace: true })
  }
  const refuse = (no: NoAt) => {
    keep(null)
    onRefused(no)
  }
  const agree = async () => {
    setTrouble(null)
    const outcome = await making.run(ask)
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        await done()
        return
      case 'step_up_needed':
        keep(outcome.facts)
        return
      case 'amount_not_positive':
      case 'over_limit':
        refuse({ at: 'amount', line: outcome.say })
        return
      case 'no_such_account':
      case 'account_closed':
      case 'payee_not_found':
      case 'payee_elsewhere':
      case 'orders_full':
        refuse({ at: 'step', line: outcome.say })
        return
      default:
        if (outcome.field === 'first_on') refuse({ at: 'first', line: say(FIRST) })
        else if (outcome.field === 'until') refuse({ at: 'until', line: say(UNTIL) })
        else setTrouble(troubled(outcome))
    }
  }
  return (
    <Sheet
      title={say(words('请核对并授权', 'Check and agree'))}
      open={sheet.shown}
      onClose={sheet.close}
      held={making.busy || proving}
    >
      <div className={style.inside}>
        <Hero value={amount} />
        <Rule />
        <Facts lines={draft.proposal?.shown.map(written) ?? linesOf(props, say)} />
        {trouble && <Failed title={say(words('没有办成', 'Not done'))} line={trouble} />}
        {draft.proposal ? (
          <Prove
            proposal={draft.proposal}
            says={PROVE}
            onBusy={setProving}
            onDone={done}
            onDrop={() => {
              keep(null)
              sheet.close()
            }}
            onRefused={(no: NoToIt) => {
              refuse({ at: 'step', line: no.say })
            }}
            onGone={(line) => {
              keep(null)
              setTrouble(line)
            }}
          />
        ) : (
          <Agree busy={making.busy} onPress={() => void agree()} />
        )}
      </div>
    </Sheet>
  )
}

const FIRST = words('请选今天到两年内的日期', 'Choose a day from today to two years from now')
const UNTIL = words('截止日期要在首次付款日之后，十年以内', 'After the first day, ten years at most')

function Agree({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const say = useSay()
  const { down } = useLine()
  return (
    <Button kind="seal" wide busy={busy} disabled={down} onPress={onPress}>
      {say(down ? words('没有网络，暂不能预约', 'Offline; orders rest') : words('确认预约', 'Agree to it'))}
    </Button>
  )
}

function linesOf({ payee, source, when, draft }: Props, say: Say) {
  const memo = draft.memo.trim()
  return [
    {
      label: say(words('收款人', 'To')),
      value: say(words(`${payee.name} 尾号 ${payee.tail}`, `${payee.name}, ending ${payee.tail}`)),
    },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`${source.title} 尾号 ${source.tail}`, `${source.title} ending ${source.tail}`)),
    },
    { label: say(words('首次付款日', 'First on')), value: say(dayWords(when.first)) },
    { label: say(words('付款频率', 'How often')), value: often(when, say) },
    ...(when.every === 'once'
      ? []
      : [
          {
            label: say(words('截止日期', 'Until')),
            value: when.until ? say(dayWords(when.until)) : say(words('直到您取消', 'until you end it')),
          },
        ]),
    ...(memo ? [{ label: say(words('附言', 'Memo')), value: memo }] : []),
  ]
}
