import { transferSend, type Account, type Money, type Payee, type StepUp } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import type { Draft } from '../../pieces/paying/draft'
import { ConfirmSheet } from '../../pieces/paying/confirm-sheet'
import { arrivalWords } from './arrival'
import { refused, troubledAt, type Asked, type Place } from '../../pieces/paying/refusal'

interface Props {
  open: boolean
  onClose: () => void
  payee: Payee
  source: Account
  amount: Money
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
  /** The bank said no to something of the step before. */
  onRefused: (line: string, at: Place) => void
}

/** Third step of sending to someone: everything once more, then the chop. */
export function SignSend({
  open,
  onClose,
  payee,
  source,
  amount,
  draft,
  onDraft,
  onClear,
  onRefused,
}: Props) {
  const say = useSay()
  const sending = useAct(transferSend, 'key.send')
  const memo = draft.memo.trim()
  const arrives = draft.arrives ?? 'now'
  const bank = payee.bank ?? 'Sycee'
  const ask = {
    source: source.id,
    payee: payee.id,
    amount,
    ...(memo && { memo }),
    ...(arrives !== 'now' && { arrives }),
  }
  const confirm = async (): Promise<Asked> => {
    const outcome = await sending.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'insufficient_funds':
      case 'amount_not_positive':
      case 'over_limit':
      case 'day_limit':
      case 'account_closed':
      case 'account_frozen':
      case 'not_booked':
      case 'no_such_account':
      case 'payee_not_found':
      case 'payee_cooling':
        return refused(outcome)
      default:
        return troubledAt(outcome)
    }
  }
  const lines = [
    { label: say(words('收款人', 'To')), value: payee.name },
    {
      label: say(words('收款账号', 'To account')),
      value: say(words(`${bank} 尾号 ${payee.tail}`, `${bank} ending ${payee.tail}`)),
    },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`${source.title} 尾号 ${source.tail}`, `${source.title} ending ${source.tail}`)),
    },
    {
      label: say(words('到账时间', 'Arrives')),
      value: arrivalWords(arrives, payee.bank !== null, say),
    },
    { label: say(words('手续费', 'Fee')), value: '0.00' },
    ...(memo ? [{ label: say(words('附言', 'Memo')), value: memo }] : []),
  ]
  const keep = (proposal: StepUp | null) => {
    onDraft({ ...draft, proposal })
  }
  return (
    <ConfirmSheet
      open={open}
      onClose={onClose}
      amount={amount}
      lines={lines}
      busy={sending.busy}
      unsettled={sending.unsettled(ask)}
      proposal={draft.proposal}
      onProposal={keep}
      onConfirm={confirm}
      onRefused={onRefused}
      onClear={onClear}
    />
  )
}
