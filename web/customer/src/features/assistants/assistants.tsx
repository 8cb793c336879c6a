import { useState } from 'react'
import { sessionList, type AssistantToken, type Signed } from '@sycee/client'
import { Card, Empty, Icon, List, ListRow, momentWords, Section, useSay, words, type Words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AllowForm } from './allow-form'
import { Connect } from './connect'
import { EndAssistant } from './end-assistant'
import style from './assistants.module.css'

interface Allowed extends AssistantToken {
  readonly name: string
}

/** Assistants: who is let in, letting another one in, and what none of them may do. */
export default function Assistants() {
  const say = useSay()
  const [allowed, allow] = useState<Allowed | null>(null)
  return (
    <Page
      title={say(words('助手', 'Assistants'))}
      back="/me"
      asideAlways
      aside={
        <Section title={say(words('已授权', 'Let in'))}>
          <LetIn />
        </Section>
      }
    >
      {allowed ? (
        <Connect
          name={allowed.name}
          token={allowed.token}
          until={allowed.expires_at}
          onDone={() => {
            allow(null)
          }}
        />
      ) : (
        <>
          <May />
          <Section title={say(words('授权一个助手', 'Let an assistant in'))}>
            <Card>
              <AllowForm
                onAllowed={(name, answer) => {
                  allow({ ...answer, name })
                }}
              />
            </Card>
          </Section>
        </>
      )}
    </Page>
  )
}

const MAY: readonly { may: boolean; words: Words }[] = [
  { may: true, words: words('查余额、明细、收款人', 'Read balances, entries and payees') },
  {
    may: true,
    words: words('替您提出转账等申请，等您确认', 'Propose transfers and the like, for you to confirm'),
  },
  { may: false, words: words('自己转账或改动任何东西', 'Move money or change anything by itself') },
  { may: false, words: words('看到密码或验证码', 'See a password or a code') },
]

function May() {
  const say = useSay()
  return (
    <Card>
      <ul className={style.may}>
        {MAY.map(({ may, words: line }) => (
          <li key={line.zh}>
            <Icon name={may ? 'check' : 'close'} size={20} />
            <span>
              <span className="unseen">
                {say(may ? words('可以：', 'It may: ') : words('不可以：', 'It may not: '))}
              </span>
              {say(line)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function LetIn() {
  const say = useSay()
  const sessions = useRead(sessionList, {})
  const [ending, end] = useState<Signed | null>(null)
  return (
    <Show of={sessions} rows={2}>
      {(answer) => {
        const assistants = answer.sessions.filter(({ channel }) => channel === 'mcp')
        return (
          <>
            {assistants.length === 0 ? (
              <Card>
                <Empty icon="people" title={say(words('还没有助手', 'No assistant yet'))} />
              </Card>
            ) : (
              <List>
                {assistants.map((one) => (
                  <ListRow
                    key={one.session}
                    tile={{ letter: one.agent.slice(0, 1) }}
                    title={one.agent}
                    caption={say(seen(one))}
                    onPress={() => {
                      end(one)
                    }}
                    end={say(words('取消授权', 'End'))}
                  />
                ))}
              </List>
            )}
            <EndAssistant
              assistant={ending}
              onDone={() => {
                end(null)
              }}
            />
          </>
        )
      }}
    </Show>
  )
}

function seen({ began_at, seen_at }: Signed): Words {
  const began = momentWords(began_at)
  const last = momentWords(seen_at)
  return seen_at === began_at
    ? words(`${began.zh} 授权，还没用过`, `let in ${began.en}, not used yet`)
    : words(`最近 ${last.zh}`, `last used ${last.en}`)
}
