import {
  billPay,
  type Account,
  type FindBill,
  type FoundBills,
  type ListedBiller,
  type OpenBill,
  type StepUp,
} from '@sycee/client'
import { dayWords, useSay, words } from '@sycee/kit'
import { ConfirmSheet, type SheetWords } from '../../pieces/paying/confirm-sheet'
import type { Draft } from '../../pieces/paying/draft'
import { refused, troubledAt, type Asked } from '../../pieces/paying/refusal'
import type { useSheetStep } from '../../pieces/paying/steps'
import { useAct } from '../../shell/act'
import { periodWords } from './kinds'

const SAYS: SheetWords = {
  prove: {
    title: words('这笔缴费需要多核验一次', 'One more check for this bill'),
    act: words('缴费', 'pay'),
    proving: words('正在核验并缴费…', 'Checking and paying…'),
    drop: words('不缴了', 'Let it go'),
  },
  confirm: words('确认缴费', 'Pay the bill'),
  busy: words('正在缴费，请稍候…', 'Paying, one moment…'),
  rests: words('没有网络，暂不能缴费', 'Offline; bills rest'),
  undone: words('没有缴', 'Not paid'),
  open: words('缴费还没有结果', 'No result yet'),
}
// Between looking and paying nothing else of a bill can change but this.
const JUST_PAID = words(
  '这笔账单刚刚已经缴过了，没有重复扣款',
  'That bill has just been paid; nothing was debited again',
)

interface Props {
  sheet: ReturnType<typeof useSheetStep>
  biller: ListedBiller
  found: FoundBills
  of: FindBill
  bill: OpenBill
  source: Account
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
  onRefused: (line: string) => void
}

/** Everything of a bill once more, then the chop. */
export function SignBill(props: Props) {
  const { sheet, of, bill, source, draft, onDraft, onClear, onRefused } = props
  const say = useSay()
  const paying = useAct(billPay, 'key.bill')
  const ask = { ...of, source: source.id, bill: bill.bill, amount: bill.amount }
  const confirm = async (): Promise<Asked> => {
    const outcome = await paying.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'not_booked':
        return { then: 'refused', at: 'step', line: say(JUST_PAID) }
      case 'bill_gone':
      case 'bill_paid':
      case 'biller_away':
      case 'no_such_biller':
      case 'no_such_customer_number':
      case 'insufficient_funds':
      case 'amount_not_positive':
      case 'over_limit':
      case 'day_limit':
      case 'account_closed':
      case 'account_frozen':
      case 'no_such_account':
        return refused(outcome)
      default:
        return troubledAt(outcome)
    }
  }
  const keep = (proposal: StepUp | null) => {
    onDraft({ ...draft, proposal })
  }
  return (
    <ConfirmSheet
      open={sheet.shown}
      onClose={sheet.close}
      amount={bill.amount}
      lines={useLines(props)}
      busy={paying.busy}
      unsettled={paying.unsettled(ask)}
      proposal={draft.proposal}
      onProposal={keep}
      onConfirm={confirm}
      onRefused={(line, _, code) => {
        onRefused(code === 'not_booked' ? say(JUST_PAID) : line)
      }}
      onClear={onClear}
      says={SAYS}
      receiptAt="/bills/paid"
    />
  )
}

/** As the bank states them too, where it asks for a proof. */
function useLines({ biller, found, bill, source }: Props) {
  const say = useSay()
  const due = dayWords(bill.due_on)
  return [
    { label: say(words('收费单位', 'Biller')), value: biller.name },
    { label: biller.label, value: `**** ${found.tail}` },
    { label: say(words('户名', 'In the name of')), value: found.holder },
    { label: say(words('账期', 'For')), value: say(periodWords(bill.period)) },
    { label: say(words('截止', 'Due')), value: say(due) },
    { label: say(words('手续费', 'Fee')), value: '0.00' },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`${source.title} 尾号 ${source.tail}`, `${source.title} ending ${source.tail}`)),
    },
  ]
}
