import { Fragment, useState } from 'react'
import { remindList, type ComingPayment, type Reminder, type Reminders } from '@sycee/client'
import {
  Amount,
  Card,
  dayWords,
  Empty,
  List,
  ListRow,
  monthOf,
  monthWords,
  Section,
  Tag,
  useSay,
  useSettings,
  words,
  type Say,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { FoundReminder } from './reminder-found'
import { ComingSheet } from './reminder-sheets'
import { SilencedRow } from './silenced-row'
import style from './reminders.module.css'

/** What stands out, with why; what is coming, by date; and what one wants to hear nothing of. */
export default function RemindersPage() {
  const say = useSay()
  const reminders = useRead(remindList, {})
  const answer = reminders.answer
  return (
    <Page
      title={say(words('账本提醒', 'Reminders'))}
      back="/book"
      asideAlways
      aside={answer && answer.silenced.length > 0 && <Silenced of={answer} />}
    >
      <Show of={reminders} rows={6}>
        {(all) => <All of={all} />}
      </Show>
    </Page>
  )
}

function All({ of }: { of: Reminders }) {
  const say = useSay()
  if (of.coming.length + of.found.length === 0)
    return (
      <Card>
        <Empty
          icon="bell"
          title={say(words('现在没有要提醒您的', 'Nothing to remind you of'))}
          line={say(
            words(
              '固定扣款、涨价、重复扣款和异常金额，发现了就会写在这里',
              'Payments that come again, price rises, second charges and unusual amounts will stand here',
            ),
          )}
        />
      </Card>
    )
  return (
    <>
      {of.found.length > 0 && <Found of={of.found} />}
      {of.coming.length > 0 && <Coming of={of.coming} />}
    </>
  )
}

function Found({ of }: { of: readonly Reminder[] }) {
  const say = useSay()
  return (
    <Section title={say(words('发现', 'Found'))}>
      <div className={style.cards}>
        {of.map((one) => (
          <FoundReminder key={one.id} reminder={one} />
        ))}
      </div>
    </Section>
  )
}

/** By date, a heading for each month. */
function Coming({ of }: { of: readonly ComingPayment[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  const [looked, look] = useState<number | null>(null)
  return (
    <Section title={say(words('接下来', 'Coming'))}>
      <List>
        {of.map((one, n) => (
          <Fragment key={`${one.counterparty} ${one.category} ${one.on} ${String(n)}`}>
            {monthOf(one.on) !== monthOf(of[n - 1]?.on ?? '') && (
              <h3 className={style.month}>{say(monthWords(monthOf(one.on)))}</h3>
            )}
            <ListRow
              tile={{ letter: one.title.slice(0, 1) }}
              title={one.title}
              tag={tagOf(one, say)}
              caption={captionOf(one, say)}
              end={
                <>
                  {!one.exact && <span className={style.about}>{say(words('约 ', 'about '))}</span>}
                  <Amount value={one.amount} veiled={veiled} />
                </>
              }
              onPress={() => {
                look(n)
              }}
            />
          </Fragment>
        ))}
      </List>
      <ComingSheet
        of={looked === null ? null : (of[looked] ?? null)}
        onClose={() => {
          look(null)
        }}
      />
    </Section>
  )
}

function tagOf(one: ComingPayment, say: Say) {
  if (one.source === 'ordered') return <Tag>{say(words('您的预约', 'ordered'))}</Tag>
  if (one.source !== 'often')
    return one.late ? (
      <Tag tone="ochre">{say(words('已过期', 'overdue'))}</Tag>
    ) : (
      <Tag>{say(words('待缴', 'to be paid'))}</Tag>
    )
  return one.late ? <Tag tone="ochre">{say(words('还没到', 'not come yet'))}</Tag> : undefined
}

function captionOf(one: ComingPayment, say: Say): string {
  const day = dayWords(one.on)
  return `${say(words(day.zh, day.en))} · ${one.how_often} · ${one.category_title}`
}

function Silenced({ of }: { of: Reminders }) {
  const say = useSay()
  return (
    <Section title={say(words('不再提醒的', 'Silenced'))}>
      <List>
        {of.silenced.map((one) => (
          <SilencedRow key={one.id} silenced={one} />
        ))}
      </List>
    </Section>
  )
}
