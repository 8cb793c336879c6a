import { useNavigate } from 'react-router'
import type { BookMonthsAnswer } from '@sycee/client'
import { Bone, Card, monthOf, today } from '@sycee/kit'
import { MonthBars } from '../../pieces/month-bars'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'

/** Six months of in and out; a month leads into the book. */
export function HalfYear({ of }: { of: Reading<BookMonthsAnswer, never> }) {
  const navigate = useNavigate()
  return (
    <Show
      of={of}
      bones={
        <Card>
          <Bone width="100%" height={150} />
        </Card>
      }
    >
      {({ months }) => (
        <Card>
          <MonthBars
            months={months}
            end={monthOf(today())}
            count={6}
            here={monthOf(today())}
            onChoose={(month) => void navigate(`/book?month=${month}`)}
          />
        </Card>
      )}
    </Show>
  )
}
