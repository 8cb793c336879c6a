import { useEffect, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { cityPeople, cityPhone, type CityMessage } from '@sycee/client'
import {
  Empty,
  Field,
  Icon,
  look,
  momentWords,
  Segments,
  Skeleton,
  useSay,
  words,
  type IconName,
  type Words,
} from '@sycee/kit'
import { useRead } from '../../shell/read'
import style from './phone.module.css'

const POLL_MS = 2000

type Way = CityMessage['way']
const WAYS: Record<Way, { name: Words; icon: IconName; from: Words }> = {
  sms: { name: words('短信', 'SMS'), icon: 'message', from: words('短信', 'SMS') },
  push: { name: words('推送', 'Push'), icon: 'bell', from: words('Sycee App 推送', 'Push of the Sycee app') },
  mail: { name: words('邮件', 'Mail'), icon: 'envelope', from: words('邮件', 'Mail') },
}

/** The simulated phone of the demo: what would have come by SMS, push and mail. It says on its face that it is simulated. */
export default function Phone() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const number = search.get('number') ?? ''
  const people = useRead(cityPeople, {})
  const choose = (next: string) => {
    setSearch(next ? { number: next } : {}, { replace: true })
  }
  return (
    <div className={style.page}>
      <title>{say(words('模拟手机', 'Simulated phone'))}</title>
      <main className={style.handset}>
        <header className={style.bar}>
          <Icon name="handset" size={26} />
          <div>
            <h1>{say(words('模拟手机', 'Simulated phone'))}</h1>
            <p>{say(words('演示用，不是真的短信、推送和邮件', 'For the demo; no real SMS, push or mail'))}</p>
          </div>
        </header>
        <div className={style.number}>
          <Field
            label={say(words('手机号', 'Phone number'))}
            type="tel"
            inputMode="tel"
            value={number}
            onChange={choose}
            maxLength={20}
          />
          {people.answer && (
            <div className={style.who}>
              {people.answer.people.slice(0, 6).map((person) => (
                <button
                  key={person.phone}
                  type="button"
                  aria-pressed={person.phone === number}
                  onClick={() => {
                    choose(person.phone)
                  }}
                >
                  {person.name}
                </button>
              ))}
            </div>
          )}
        </div>
        <div className={style.inbox} aria-live="polite">
          <Inbox number={number} />
        </div>
      </main>
    </div>
  )
}

function Inbox({ number }: { number: string }) {
  const say = useSay()
  const complete = /^\d{6,}$/.test(number)
  const inbox = useRead(cityPhone, complete ? { phone: number } : null)
  const { again } = inbox
  useEffect(() => {
    if (!complete) return
    const timer = setInterval(() => {
      if (!document.hidden) again()
    }, POLL_MS)
    return () => {
      clearInterval(timer)
    }
  }, [complete, again])
  if (!complete)
    return <Empty icon="message" title={say(words('填手机号看消息', 'Give a number to see its messages'))} />
  if (inbox.trouble && !inbox.answer)
    return (
      <Empty icon="message" title={say(words('没有这部手机', 'No such phone'))} line={inbox.trouble.say} />
    )
  if (!inbox.answer) return <Skeleton rows={2} />
  return <Lying messages={inbox.answer.messages} />
}

/** Texts, pushes and mail, together or apart. */
function Lying({ messages }: { messages: readonly CityMessage[] }) {
  const say = useSay()
  const [which, choose] = useState<Way | 'all'>('all')
  const shown = messages.filter(({ way }) => which === 'all' || way === which)
  return (
    <>
      <Segments
        label={say(words('哪一种', 'Which'))}
        value={which}
        onChange={choose}
        of={[
          { value: 'all', label: say(words('全部', 'All')) },
          { value: 'sms', label: say(WAYS.sms.name) },
          { value: 'push', label: say(WAYS.push.name) },
          { value: 'mail', label: say(WAYS.mail.name) },
        ]}
      />
      {shown.length === 0 && (
        <Empty
          icon="message"
          title={say(words('还没有消息', 'No messages yet'))}
          line={say(words('开着就好，来了会自己出现', 'Leave it open; they appear by themselves'))}
        />
      )}
      {shown.map((message) => (
        <Message key={message.at + message.way + message.text} of={message} />
      ))}
    </>
  )
}

function Message({ of }: { of: CityMessage }) {
  const say = useSay()
  const { icon, from } = WAYS[of.way]
  return (
    <article className={look(style.message, style[of.way])}>
      <header>
        <Icon name={icon} size={16} />
        {say(from)}
        <time dateTime={of.at}>{say(momentWords(of.at))}</time>
      </header>
      <p>
        {of.title && <strong>{of.title}</strong>}
        {marked(of.text)}
      </p>
    </article>
  )
}

/** Codes stand out, and a double click takes them whole. */
function marked(text: string): ReactNode[] {
  return text
    .split(/(?<!\d)(\d{6})(?!\d)/)
    .map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part))
}
