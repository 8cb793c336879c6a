import { billBillers, billList, type ListedBiller, type PaidBill } from '@sycee/client'
import { Card, Empty, List, ListRow, Notice, Section, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { ICONS, isSocial, payAgain, periodWords } from './kinds'
import { PaidRow } from './paid-row'

const AGAIN = 4
const LATEST = 5

/** What a household pays: whom, again with one tap, and what was paid. */
export default function Life() {
  const say = useSay()
  const billers = useRead(billBillers, {})
  const paid = useRead(billList, {})
  const bills = paid.answer?.bills ?? []
  return (
    <Page
      title={say(words('生活', 'Life'))}
      asideAlways
      aside={
        <>
          <Section
            title={say(words('缴费记录', 'Bills paid'))}
            {...(bills.length > LATEST && { more: { to: '/bills', words: say(words('全部', 'All')) } })}
          >
            <Show of={paid} rows={3}>
              {(answer) => <Latest bills={answer.bills.slice(0, LATEST)} />}
            </Show>
          </Section>
          {billers.answer?.notice && (
            <Notice title={say(words('收费单位为模拟', 'The billers are simulated'))}>
              <p>{billers.answer.notice}</p>
            </Notice>
          )}
        </>
      }
    >
      {bills.length > 0 && <Again bills={payAgain(bills).slice(0, AGAIN)} />}
      <Show of={billers} rows={6}>
        {(answer) => (
          <>
            <Whom
              title={say(words('生活缴费', 'Household bills'))}
              billers={answer.billers.filter((one) => !isSocial(one))}
            />
            <Whom
              title={say(words('社保缴费', 'Social security'))}
              billers={answer.billers.filter(isSocial)}
            />
          </>
        )}
      </Show>
    </Page>
  )
}

function Whom({ title, billers }: { title: string; billers: readonly ListedBiller[] }) {
  const say = useSay()
  if (billers.length === 0) return null
  return (
    <Section title={title}>
      <List>
        {billers.map((one) => (
          <ListRow
            key={one.code}
            tile={ICONS[one.category]}
            title={one.name}
            caption={say(words(`按${one.label}查询`, `by ${one.label.toLowerCase()}`))}
            to={`/bills/${one.code}`}
            more
          />
        ))}
      </List>
    </Section>
  )
}

/** Those paid before: their numbers need not be typed again. */
function Again({ bills }: { bills: readonly PaidBill[] }) {
  const say = useSay()
  return (
    <Section title={say(words('再缴一次', 'Pay again'))}>
      <List>
        {bills.map((bill) => {
          const period = periodWords(bill.period)
          return (
            <ListRow
              key={bill.transfer}
              tile={ICONS[bill.category]}
              title={bill.biller}
              caption={say(
                words(
                  `${bill.label}尾号 ${bill.tail} · 上次缴的是${period.zh}`,
                  `${bill.label} ending ${bill.tail} · last for ${period.en}`,
                ),
              )}
              to={`/bills/${bill.code}?like=${bill.transfer}`}
              end={say(words('查账单', 'Look'))}
              more
            />
          )
        })}
      </List>
    </Section>
  )
}

function Latest({ bills }: { bills: readonly PaidBill[] }) {
  const say = useSay()
  if (bills.length === 0)
    return (
      <Card>
        <Empty
          icon="receipt"
          title={say(words('还没有缴过费', 'Nothing paid yet'))}
          line={say(words('选收费单位，填编号，就能查到欠费', 'Choose a biller and give your number'))}
        />
      </Card>
    )
  return (
    <List>
      {bills.map((bill) => (
        <PaidRow key={bill.transfer} bill={bill} />
      ))}
    </List>
  )
}
