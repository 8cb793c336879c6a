import { transferSend, type Account, type Money, type Payee, type StepUp } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import type { Draft } from './draft'
import { ConfirmSheet, type Asked } from './confirm-sheet'

interface Props {
  open: boolean
  onClose: () => void
  payee: Payee
  source: Account
  amount: Money
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
  /** The bank said no to the amount or the account. */
  onRefused: (line: string) => void
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
  const ask = { source: source.id, payee: payee.id, amount, ...(memo && { memo }) }
  const confirm = async (): Promise<Asked> => {
    const outcome = await sending.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'insufficient_funds':
      case 'over_limit':
      case 'day_limit':
      case 'account_closed':
        return { then: 'refused', line: outcome.say }
      default:
        return { then: 'trouble', code: outcome.code, line: troubled(outcome) }
    }
  }
  const lines = [
    { label: say(words('收款人', 'To')), value: payee.name },
    {
      label: say(words('收款账号', 'To account')),
      value: say(words(`Sycee 尾号 ${payee.tail}`, `Sycee ending ${payee.tail}`)),
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
