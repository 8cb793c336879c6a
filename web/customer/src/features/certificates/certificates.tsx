import { useState } from 'react'
import { certificateList, deviceKeys, type Certificate, type DeviceKey } from '@sycee/client'
import {
  ButtonLink,
  Card,
  dayOf,
  dayWords,
  Empty,
  List,
  ListRow,
  Note,
  Notice,
  Section,
  Tag,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Issue } from './issue'
import { OneCertificate } from './one'

/** Certificates: whose key is whose, over the bank's signature. */
export default function Certificates() {
  const say = useSay()
  const keys = useRead(deviceKeys, {})
  const certificates = useRead(certificateList, {})
  const [done, tell] = useState<Words | null>(null)
  return (
    <Page title={say(words('云证书', 'Certificates'))} back="/proofs" asideAlways aside={<About />}>
      <Section title={say(words('我的密钥', 'My keys'))}>
        <Show of={keys} rows={2}>
          {(answer) => (
            <Show of={certificates} rows={2}>
              {(all) => <Keys keys={answer.keys} certificates={all.certificates} onDone={tell} />}
            </Show>
          )}
        </Show>
      </Section>
      <Note id="certificates-note" hint={done ? say(done) : undefined} />
      <Section title={say(words('全部证书', 'All certificates'))}>
        <Show of={certificates} rows={2}>
          {({ certificates: all }) => <All certificates={all} onDone={tell} />}
        </Show>
      </Section>
    </Page>
  )
}

function About() {
  const say = useSay()
  return (
    <Notice icon="shield" title={say(words('云证书是什么', 'What a certificate is'))}>
      {say(
        words(
          '银行签名证明：这个密钥是您的。之后用它确认的每一笔，回单里都有您自己的签名，任何人都能核验，谁也改不了。',
          'The bank signs that a key is yours. What you confirm with it from then on carries your own signature on its receipt: anybody can check it, and nobody can change it.',
        ),
      )}
    </Notice>
  )
}

function Keys({
  keys,
  certificates,
  onDone,
}: {
  keys: readonly DeviceKey[]
  certificates: readonly Certificate[]
  onDone: (line: Words) => void
}) {
  const say = useSay()
  const [chosen, choose] = useState<DeviceKey | null>(null)
  if (keys.length === 0)
    return (
      <Card>
        <Empty
          icon="key"
          title={say(words('先添加一个通行密钥', 'Add a passkey first'))}
          line={say(words('证书是发给您设备里的密钥的', 'A certificate is for a key in your device'))}
        >
          <ButtonLink to="/proofs">{say(words('去添加', 'Add one'))}</ButtonLink>
        </Empty>
      </Card>
    )
  return (
    <>
      <List>
        {keys.map((key) => {
          const held = certificates.find(({ device, state }) => device === key.device && state === 'valid')
          return (
            <ListRow
              key={key.device}
              tile="key"
              title={key.name}
              tag={held && <Tag tone="jade">{say(words('已有证书', 'certified'))}</Tag>}
              caption={say(
                held
                  ? words(
                      `有效期至 ${dayWords(dayOf(held.not_after)).zh}`,
                      `good until ${dayWords(dayOf(held.not_after)).en}`,
                    )
                  : words('点此申领云证书', 'Press to get a certificate'),
              )}
              more
              onPress={() => {
                choose(key)
              }}
            />
          )
        })}
      </List>
      {chosen && (
        <Issue
          of={chosen}
          onClose={() => {
            choose(null)
          }}
          onIssued={() => {
            choose(null)
            onDone(words('已签发，下一笔起由您签署', 'Issued: you sign from the next one on'))
          }}
        />
      )}
    </>
  )
}

const STATES: Readonly<Record<Certificate['state'], Words>> = {
  valid: words('有效', 'valid'),
  renewed: words('已更新', 'renewed'),
  revoked: words('已吊销', 'revoked'),
  expired: words('已过期', 'expired'),
}

function All({
  certificates,
  onDone,
}: {
  certificates: readonly Certificate[]
  onDone: (line: Words) => void
}) {
  const say = useSay()
  const [shown, show] = useState<Certificate | null>(null)
  if (certificates.length === 0)
    return (
      <Card>
        <Empty icon="shield" title={say(words('还没有云证书', 'No certificate yet'))} />
      </Card>
    )
  return (
    <>
      <List>
        {certificates.map((one) => (
          <ListRow
            key={one.serial}
            tile="shield"
            title={one.name}
            tag={
              <Tag {...(one.state === 'valid' && { tone: 'jade' as const })}>{say(STATES[one.state])}</Tag>
            }
            caption={say(
              words(
                `${dayWords(dayOf(one.not_before)).zh} 至 ${dayWords(dayOf(one.not_after)).zh}`,
                `${dayWords(dayOf(one.not_before)).en} to ${dayWords(dayOf(one.not_after)).en}`,
              ),
            )}
            more
            onPress={() => {
              show(one)
            }}
          />
        ))}
      </List>
      {shown && (
        <OneCertificate
          of={shown}
          onClose={() => {
            show(null)
          }}
          onRevoked={() => {
            show(null)
            onDone(words('已吊销', 'Revoked'))
          }}
        />
      )}
    </>
  )
}
