import { useState } from 'react'
import { payeeList, type Payee } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  dayOf,
  dayWords,
  Empty,
  Field,
  figure,
  List,
  ListRow,
  Section,
  useSay,
  words,
  type Say,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { RemovePayee } from './remove-payee'
import { UnderWay } from './under-way'

const SEARCH_FROM = 7

/** First step: to whom. Those sent to before, someone new, or one's own account. */
export default function Choose() {
  const say = useSay()
  const payees = useRead(payeeList, {})
  return (
    <Page
      title={say(words('转账', 'Transfer'))}
      asideFirst
      aside={
        <List>
          <ListRow
            tile="plus"
            title={say(words('转给新收款人', 'Someone new'))}
            caption={say(
              words('本行或其他银行，账号或手机号', 'Here or at another bank, by number or phone'),
            )}
            to="/transfer/new"
            more
          />
          <ListRow
            tile="own"
            title={say(words('本人互转', 'Between my accounts'))}
            caption={say(words('活期和储蓄之间', 'Current and savings'))}
            to="/transfer/own"
            more
          />
          <ListRow
            tile="clock"
            title={say(words('预约和定期转账', 'Later, or again and again'))}
            caption={say(words('到日子自动转，随时可停', 'Paid on their day; stop any time'))}
            to="/orders"
            more
          />
          <ListRow
            tile="ingot"
            title={say(words('收款码、付款码', 'Codes to pay and be paid'))}
            caption={say(words('给别人扫，或扫别人的', 'Shown to others, or scanned'))}
            to="/collect"
            more
          />
        </List>
      }
    >
      <UnderWay />
      <Show of={payees} rows={4}>
        {(answer) => <Known payees={answer.payees} />}
      </Show>
    </Page>
  )
}

function Known({ payees }: { payees: readonly Payee[] }) {
  const say = useSay()
  const [text, setText] = useState('')
  const [removing, setRemoving] = useState(false)
  const [leaving, setLeaving] = useState<Payee | null>(null)
  if (payees.length === 0)
    return (
      <Card>
        <Empty
          icon="people"
          title={say(words('还没有收款人', 'No payees yet'))}
          line={say(
            words('第一次转账时核对户名，以后直接选', 'The name is checked once; next time just choose'),
          )}
        >
          <ButtonLink to="/transfer/new">{say(words('添加收款人', 'Add a payee'))}</ButtonLink>
        </Empty>
      </Card>
    )
  const found = payees.filter(({ name, tail }) => name.includes(text.trim()) || tail.includes(text.trim()))
  return (
    <>
      <Section title={say(words('收款人', 'Payees'))}>
        {payees.length >= SEARCH_FROM && (
          <Field
            label={say(words('找收款人', 'Find a payee'))}
            type="search"
            value={text}
            onChange={setText}
            maxLength={30}
          />
        )}
        {found.length === 0 ? (
          <Card>
            <Empty icon="search" title={say(words('没有这位收款人', 'No such payee'))} />
          </Card>
        ) : (
          <List>
            {found.map((payee) => (
              <ListRow
                key={payee.id}
                tile={{ letter: payee.name.slice(0, 1) }}
                title={payee.name}
                caption={captionOf(payee, say)}
                {...(removing
                  ? {
                      onPress: () => {
                        setLeaving(payee)
                      },
                      end: say(words('移除', 'Remove')),
                    }
                  : { to: `/transfer/to/${payee.id}`, more: true })}
              />
            ))}
          </List>
        )}
        <div>
          <Button
            kind="quiet"
            icon={removing ? 'check' : 'remove'}
            onPress={() => {
              setRemoving(!removing)
            }}
          >
            {say(removing ? words('完成', 'Done') : words('移除收款人', 'Remove payees'))}
          </Button>
        </div>
      </Section>
      <RemovePayee
        payee={leaving}
        onDone={() => {
          setLeaving(null)
        }}
      />
    </>
  )
}

function captionOf(payee: Payee, say: Say): string {
  const account = payee.bank
    ? words(`${payee.bank} ${payee.tail}`, `${payee.bank} ${payee.tail}`)
    : words(`尾号 ${payee.tail}`, `ending ${payee.tail}`)
  if (payee.sent_count === 0 || !payee.last_sent_at)
    return `${say(account)} · ${say(words('还没转过', 'not sent to yet'))}`
  const last = dayWords(dayOf(payee.last_sent_at))
  const amount = payee.last_amount ? ` ${figure(payee.last_amount)}` : ''
  return `${say(account)} · ${say(words(`${last.zh}${amount}`, `${last.en}${amount}`))}`
}
