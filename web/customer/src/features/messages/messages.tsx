import { useState } from 'react'
import { Link } from 'react-router'
import { messageList, messageRead, type InboxMessage, type MessageListAsk } from '@sycee/client'
import { Button, Icon, Segments, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Inbox } from './inbox'
import style from './messages.module.css'

type Which = 'all' | InboxMessage['kind']

/** Everything that the bank has told this customer, newest first. */
export default function Messages() {
  const say = useSay()
  const [which, choose] = useKept<Which>('messages.kind', 'all')
  const ask: MessageListAsk = which === 'all' ? {} : { kind: which }
  const first = useRead(messageList, ask)
  return (
    <Page title={say(words('消息', 'Messages'))} back="/" flush end={<ToPreferences />}>
      <div className={style.head}>
        <Segments
          label={say(words('哪些消息', 'Which messages'))}
          value={which}
          onChange={choose}
          of={[
            { value: 'all', label: say(words('全部', 'All')) },
            { value: 'service', label: say(words('业务', 'Service')) },
            { value: 'security', label: say(words('安全', 'Security')) },
            { value: 'marketing', label: say(words('推荐', 'Offers')) },
          ]}
        />
        {first.answer && <ReadAll unread={first.answer.unread} newest={first.answer.messages[0]} />}
      </div>
      <Show of={first} rows={6} flat>
        {(page) => <Inbox key={which} page={page} ask={ask} kind={which === 'all' ? null : which} />}
      </Show>
    </Page>
  )
}

function ToPreferences() {
  const say = useSay()
  return (
    <Link
      to="/messages/preferences"
      className={style.sliders}
      aria-label={say(words('消息设置', 'Message preferences'))}
    >
      <Icon name="sliders" />
    </Link>
  )
}

/** All that had come when this was last read, and none that came since. */
function ReadAll({ unread, newest }: { unread: number; newest: InboxMessage | undefined }) {
  const say = useSay()
  const reading = useAct(messageRead)
  const [failed, fail] = useState(false)
  if (unread === 0 || !newest) return null
  const readAll = async () => {
    const outcome = await reading.run({ upto: newest.at })
    fail(outcome !== null && outcome.code !== 'ok')
    forget('message.')
  }
  return (
    <div className={style.unread}>
      <p role="status">
        {failed
          ? say(words('没有标成，请再试', 'Not marked; please try again'))
          : say(words(`${counted(unread)} 条未读`, `${counted(unread)} unread`))}
      </p>
      <Button kind="quiet" icon="check" busy={reading.busy} onPress={() => void readAll()}>
        {say(words('全部已读', 'Mark all read'))}
      </Button>
    </div>
  )
}

function counted(unread: number): string {
  return unread > 99 ? '99+' : String(unread)
}
