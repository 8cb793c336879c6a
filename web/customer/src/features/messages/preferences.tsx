import { useState } from 'react'
import {
  messagePrefer,
  messagePreferences,
  type InboxMessage,
  type MessagePreferAsk,
  type MessagePreferNo,
  type MessagePreferences,
  type Outcome,
} from '@sycee/client'
import { Card, Note, Section, Segments, Switch, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { MailAddress } from './mail-address'
import { QuietTimes } from './quiet-times'
import style from './messages.module.css'

type Kind = InboxMessage['kind']
type Way = MessagePreferences['choices'][number]['way']

const KINDS: Record<Kind, Words> = {
  service: words('业务消息', 'Service'),
  security: words('安全消息', 'Security'),
  marketing: words('推荐', 'Offers'),
}
const FACTS: Record<Kind, Words> = {
  service: words(
    '收款、开户、预约转账的结果。总会留在消息中心。',
    'Money that comes in, accounts, what became of orders. Always in your inbox.',
  ),
  security: words(
    '总会留在消息中心，免打扰时也会发。新设备登录一定会发短信。',
    'Always in your inbox, quiet hours or not. A new device is always told by SMS.',
  ),
  marketing: words(
    '默认不发。打开后才会收到，随时可以关。',
    'None unless you want them; off again at any time.',
  ),
}
const WAYS: Record<Way, Words> = {
  inbox: words('消息中心', 'Inbox'),
  push: words('推送', 'Push'),
  sms: words('短信', 'SMS'),
  mail: words('邮件', 'Mail'),
}

/** What comes by which way, and when it is to be quiet. Each choice is kept at once. */
export default function Preferences() {
  const say = useSay()
  const held = useRead(messagePreferences, {})
  return (
    <Page title={say(words('消息设置', 'Message preferences'))} back="/messages">
      <Show of={held} rows={8}>
        {(preferences) => <Choices of={preferences} />}
      </Show>
    </Page>
  )
}

function Choices({ of }: { of: MessagePreferences }) {
  const say = useSay()
  const { prefer, busy, wrong } = usePrefer()
  return (
    <>
      <Note id="preferences-note" wrong={wrong} />
      <Section title={say(words('免打扰', 'Quiet hours'))}>
        <Card padded={false}>
          <QuietTimes quiet={of.quiet} busy={busy} onChange={(quiet) => prefer({ quiet })} />
        </Card>
      </Section>
      {(['service', 'security', 'marketing'] as const).map((kind) => (
        <Section key={kind} title={say(KINDS[kind])}>
          <Card padded={false}>
            <div className={style.lines} role="group" aria-label={say(KINDS[kind])}>
              <p className={style.fact}>{say(FACTS[kind])}</p>
              {of.choices
                .filter((choice) => choice.kind === kind && !choice.fixed)
                .map(({ way, on }) => (
                  <Switch
                    key={way}
                    label={say(WAYS[way])}
                    caption={way === 'mail' && !of.mail && say(words('先填邮箱', 'Give an address first'))}
                    on={on}
                    disabled={busy || (way === 'mail' && !of.mail)}
                    onChange={(next) => {
                      void prefer({ choices: [{ kind, way, on: next }] })
                    }}
                  />
                ))}
            </div>
          </Card>
        </Section>
      ))}
      <Section title={say(words('发到哪里', 'Where they go'))}>
        <Card padded={false}>
          <div className={style.lines}>
            <MailAddress mail={of.mail} busy={busy} onChange={(mail) => prefer({ mail })} />
            <div className={style.pick}>
              {say(words('推送、短信、邮件的语言', 'Language of push, SMS and mail'))}
              <Segments
                label={say(words('推送、短信、邮件的语言', 'Language of push, SMS and mail'))}
                value={of.language}
                onChange={(language) => {
                  void prefer({ language })
                }}
                of={[
                  { value: 'zh', label: '中文' },
                  { value: 'en', label: 'English' },
                ]}
              />
            </div>
          </div>
        </Card>
      </Section>
    </>
  )
}

/** Keep a choice; says whether it was kept. */
function usePrefer() {
  const act = useAct(messagePrefer)
  const [wrong, say] = useState<string | null>(null)
  const prefer = async (ask: MessagePreferAsk): Promise<boolean> => {
    const outcome = await act.run(ask)
    if (!outcome) return false
    say(told(outcome))
    forget('message.')
    return outcome.code === 'ok'
  }
  return { prefer, busy: act.busy, wrong }
}

function told(outcome: Outcome<MessagePreferences, MessagePreferNo>): string | null {
  switch (outcome.code) {
    case 'ok':
      return null
    case 'message_way_fixed':
    case 'mail_address_missing':
    case 'quiet_hours_empty':
      return outcome.say
    default:
      return troubled(outcome)
  }
}
