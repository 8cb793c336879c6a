/** What a no of the bank means for the steps of a transfer: where it is shown, and in which words. */

import type {
  BillPayNo,
  CardRepayNo,
  CollectPayNo,
  General,
  ProposalConfirmNo,
  Receipt,
  StepUp,
  TransferOwnNo,
  TransferSendNo,
} from '@sycee/client'
import { figure, momentWords, say, words } from '@sycee/kit'
import { troubled } from '../../shell/trouble'

/** Where a refusal stands: at the amount, at the memo, or under both. */
export type Place = 'amount' | 'memo' | 'step'

export interface BackToStep {
  then: 'refused'
  at: Place
  line: string
}

/** What came of confirming. */
export type Asked =
  | { then: 'done'; receipt: Receipt }
  | { then: 'prove'; proposal: StepUp }
  | BackToStep
  | { then: 'trouble'; code: General['code']; line: string }
  | { then: 'wait' }

type OfTheProof =
  | 'wrong_code'
  | 'code_expired'
  | 'wrong_totp'
  | 'totp_closed'
  | 'codes_closed'
  | 'proposal_gone'
  | 'step_up_needed'
/** A refusal of the transfer itself, whether by the first call or by the one that proves. */
export type No = Exclude<
  TransferSendNo | TransferOwnNo | CollectPayNo | BillPayNo | CardRepayNo | ProposalConfirmNo,
  { code: OfTheProof }
>

/** The bank will not do this transfer: back to the step, with the figure that helps. */
export function refused(no: No): BackToStep {
  return { then: 'refused', at: placeOf(no.code, no.field), line: lineOf(no) }
}

/** What any call may meet; where it names a field of the step, it is shown there. */
export function troubledAt(outcome: General): Asked {
  const at = placeOf(outcome.code, outcome.field)
  if (at === 'step') return { then: 'trouble', code: outcome.code, line: troubled(outcome) }
  const memo = words(
    '附言最多 60 个字，不能有看不见的字符。',
    'At most 60 characters, and none that cannot be seen.',
  )
  return { then: 'refused', at, line: at === 'memo' ? say(memo) : troubled(outcome) }
}

const ABOUT_AMOUNT = new Set([
  'insufficient_funds',
  'day_limit',
  'over_limit',
  'amount_not_positive',
  'payee_cooling',
])

function placeOf(code: string, field: string | null): Place {
  if (ABOUT_AMOUNT.has(code) || field?.startsWith('amount')) return 'amount'
  return field === 'memo' ? 'memo' : 'step'
}

function lineOf(no: No): string {
  switch (no.code) {
    case 'insufficient_funds': {
      const left = figure(no.facts.available)
      return say(words(`${no.say}，可用 ${left}`, `${no.say}: ${left} is available`))
    }
    case 'day_limit': {
      const left = figure(no.facts.available)
      return say(words(`${no.say}，今天还能转 ${left}`, `${no.say}: ${left} is left for today`))
    }
    case 'over_limit': {
      const most = figure(no.facts.limit)
      const until = no.facts.until && momentWords(no.facts.until)
      if (until)
        return say(
          words(`${no.say}：${until.zh} 前还能付 ${most}`, `${no.say}: ${most} is left until ${until.en}`),
        )
      return say(words(`${no.say}，单笔最多 ${most}`, `${no.say}: at most ${most} at a time`))
    }
    default:
      return no.say
  }
}
