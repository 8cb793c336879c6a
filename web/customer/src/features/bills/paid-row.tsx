import type { PaidBill } from '@sycee/client'
import { figure, ListRow, Tag, useSay, words } from '@sycee/kit'
import { ICONS, paidOn, periodWords, STATES } from './kinds'

const TONES = { paid: 'ochre', settled: undefined, refunded: 'jade' } as const

/** A bill that was paid, in a row of the history. */
export function PaidRow({ bill }: { bill: PaidBill }) {
  const say = useSay()
  const tone = TONES[bill.state]
  const period = periodWords(bill.period)
  const day = paidOn(bill)
  return (
    <ListRow
      tile={ICONS[bill.category]}
      title={bill.biller}
      tag={<Tag {...(tone && { tone })}>{say(STATES[bill.state])}</Tag>}
      caption={say(
        words(
          `${period.zh} · 尾号 ${bill.tail} · ${day.zh}`,
          `${period.en} · ending ${bill.tail} · ${day.en}`,
        ),
      )}
      end={figure(bill.amount)}
      to={`/bills/paid/${bill.transfer}`}
      more
    />
  )
}
