import { collectPay, type Account, type CollectShown, type Money, type StepUp } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { ConfirmSheet } from '../../pieces/paying/confirm-sheet'
import type { Draft } from '../../pieces/paying/draft'
import { refused, troubledAt, type Asked, type Place } from '../../pieces/paying/refusal'
import type { useSheetStep } from '../../pieces/paying/steps'

interface Props {
  sheet: ReturnType<typeof useSheetStep>
  shown: CollectShown
  source: Account
  sum: Money
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
  onRefused: (line: string, at: Place) => void
}

/** Everything of a payment by code once more, then the chop. */
export function SignPay({ sheet, shown, source, sum, draft, onDraft, onClear, onRefused }: Props) {
  const say = useSay()
  const paying = useAct(collectPay, 'key.pay')
  const typed = draft.memo.trim()
  const memo = shown.memo || typed
  const ask = {
    code: shown.code,
    source: source.id,
    ...(shown.amount ? {} : { amount: sum, ...(typed && { memo: typed }) }),
  }
  const confirm = async (): Promise<Asked> => {
    const outcome = await paying.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'no_such_code':
      case 'collect_paid':
      case 'collect_expired':
      case 'collect_withdrawn':
      case 'collect_is_own':
      case 'collect_other_amount':
      case 'insufficient_funds':
      case 'amount_not_positive':
      case 'over_limit':
      case 'day_limit':
      case 'account_closed':
      case 'account_frozen':
      case 'not_booked':
      case 'no_such_account':
        return refused(outcome)
      default:
        return troubledAt(outcome)
    }
  }
  const lines = [
    { label: say(words('收款人', 'To')), value: shown.name },
    {
      label: say(words('收款账号', 'To account')),
      value: say(words(`Sycee 尾号 ${shown.tail}`, `Sycee ending ${shown.tail}`)),
    },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`${source.title} 尾号 ${source.tail}`, `${source.title} ending ${source.tail}`)),
    },
    { label: say(words('到账时间', 'Arrives')), value: say(words('实时', 'at once')) },
    ...(memo ? [{ label: say(words('附言', 'Memo')), value: memo }] : []),
  ]
  const keep = (proposal: StepUp | null) => {
    onDraft({ ...draft, proposal })
  }
  return (
    <ConfirmSheet
      open={sheet.shown}
      onClose={sheet.close}
      amount={sum}
      lines={lines}
      busy={paying.busy}
      unsettled={paying.unsettled(ask)}
      proposal={draft.proposal}
      onProposal={keep}
      onConfirm={confirm}
      onRefused={onRefused}
      onClear={onClear}
    />
  )
}
