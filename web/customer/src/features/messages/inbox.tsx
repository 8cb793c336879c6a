import { useEffect, useRef, useState } from 'react'
import { messageList, type InboxMessage, type MessageListAsk, type Messages } from '@sycee/client'
import {
  ButtonLink,
  dayWords,
  Empty,
  List,
  Skeleton,
  useSay,
  weekdayWords,
  words,
  type Words,
} from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { byDay } from './by-day'
import { MessageRow } from './message-row'
import style from './messages.module.css'

const NOTHING: Record<InboxMessage['kind'] | 'all', Words> = {
  all: words('收款、登录提醒都会到这里', 'Money that comes in and sign-ins are told here'),
  service: words('收到钱、开户、预约转账的结果会到这里', 'Money that comes in and what became of orders'),
  security: words('新设备登录、待您确认的业务会到这里', 'New devices, and what waits for your consent'),
  marketing: words(
    '您没有订阅推荐，我们不会发。想看可以在设置里打开',
    'You have not asked for offers, so we send none. You can in the preferences',
  ),
}

/** The first page and, as one scrolls, those after it. A message that comes meanwhile moves them on by one. */
export function Inbox({
  page,
  ask,
  kind,
}: {
  page: Messages
  ask: MessageListAsk
  kind: InboxMessage['kind'] | null
}) {
  const say = useSay()
  if (page.messages.length === 0)
    return (
      <Empty
        icon="bell"
        title={say(words('还没有消息', 'No messages yet'))}
        line={say(NOTHING[kind ?? 'all'])}
      >
        {kind === 'marketing' && (
          <ButtonLink to="/messages/preferences">{say(words('消息设置', 'Preferences'))}</ButtonLink>
        )}
      </Empty>
    )
  return <PageOf page={page} ask={ask} above={null} />
}

/** One page under the one above it; a day that goes on from there has its name there. */
function PageOf({ page, ask, above }: { page: Messages; ask: MessageListAsk; above: string | null }) {
  const say = useSay()
  const days = byDay(page.messages)
  const last = days[days.length - 1]?.day ?? above
  return (
    <>
      {days.map(({ day, messages }) => (
        <section key={day} aria-label={say(dayWords(day))}>
          {day !== above && (
            <header className={style.day}>
              <h2>{say(dayWords(day))}</h2>
              {say(weekdayWords(day))}
            </header>
          )}
          <List flat>
            {messages.map((message) => (
              <MessageRow key={message.id} message={message} />
            ))}
          </List>
        </section>
      ))}
      {page.next ? (
        <Further key={page.next} ask={{ ...ask, cursor: page.next }} above={last} />
      ) : (
        <p className={style.end}>
          {say(words('到底了，消息保留两年', 'That is all; messages are kept for two years'))}
        </p>
      )}
    </>
  )
}

/** The next page, read when its place comes near. */
function Further({ ask, above }: { ask: MessageListAsk; above: string | null }) {
  const place = useRef<HTMLDivElement>(null)
  const [near, come] = useState(false)
  useEffect(() => {
    if (near || !place.current) return
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) come(true)
      },
      { rootMargin: '0px 0px 900px' },
    )
    observer.observe(place.current)
    return () => {
      observer.disconnect()
    }
  }, [near])
  const next = useRead(messageList, near ? ask : null)
  if (!near)
    return (
      <div ref={place}>
        <Skeleton rows={3} flat />
      </div>
    )
  return (
    <Show of={next} rows={3} flat>
      {(page) => <PageOf page={page} ask={ask} above={above} />}
    </Show>
  )
}
