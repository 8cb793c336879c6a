import { useState } from 'react'
import { deviceKeys, type DeviceKey } from '@sycee/client'
import {
  Button,
  Card,
  Empty,
  List,
  ListRow,
  momentWords,
  Note,
  Notice,
  Section,
  Tag,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { passkeysHere } from '../../pieces/passkey'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AddPasskey } from './add-passkey'
import { OneKey } from './one-key'
import { Totp } from './totp'
import style from './proofs.module.css'

/** What I prove myself by: passkeys, and a code by SMS where there is none. */
export default function Proofs() {
  const say = useSay()
  const keys = useRead(deviceKeys, {})
  return (
    <Page
      title={say(words('核验方式', 'How you prove it is you'))}
      back="/devices"
      asideAlways
      aside={
        <>
          <About />
          <List>
            <ListRow
              tile="shield"
              title={say(words('云证书', 'Certificates'))}
              caption={say(words('您签署的，任何人都能核验', 'What you sign, anybody can check'))}
              to="/certificates"
              more
            />
          </List>
        </>
      }
    >
      <Section title={say(words('通行密钥', 'Passkeys'))}>
        <Show of={keys} rows={2}>
          {(answer) => <Keys keys={answer.keys} />}
        </Show>
      </Section>
      <Section title={say(words('身份验证器', 'Authenticator'))}>
        <Show of={keys} rows={1}>
          {(answer) => <Totp of={answer} />}
        </Show>
      </Section>
      <Section title={say(words('登录密码', 'Password'))}>
        <List>
          <ListRow
            tile="key"
            title={say(words('修改登录密码', 'Change my password'))}
            caption={say(words('其他设备会退出', 'Other devices are signed out'))}
            to="/password"
            more
          />
        </List>
      </Section>
      <Section title={say(words('短信验证码', 'Codes by SMS'))}>
        <Card>
          <p className={style.line}>
            {say(
              words(
                '一直可用，发到您的手机号。每个验证码只认它写明的那一笔。',
                'Always there, sent to your phone. Each code is good for the one thing that it names.',
              ),
            )}
          </p>
        </Card>
      </Section>
    </Page>
  )
}

function About() {
  const say = useSay()
  return (
    <Notice icon="key" title={say(words('为什么用通行密钥', 'Why a passkey'))}>
      {say(
        words(
          '它只在本行的页面上有效，骗子的网站要不走。付款时，您的设备签的就是这一笔的金额和收款人。',
          'It works on this bank’s pages alone: no fraudulent site can ask for it. What your device signs is this very sum to this very payee.',
        ),
      )}
    </Notice>
  )
}

function Keys({ keys }: { keys: readonly DeviceKey[] }) {
  const say = useSay()
  const { down } = useLine()
  const [adding, add] = useState(false)
  const [shown, show] = useState<DeviceKey | null>(null)
  const [done, tell] = useState<Words | null>(null)
  const here = passkeysHere()
  return (
    <>
      {keys.length === 0 ? (
        <Card>
          <Empty
            icon="key"
            title={say(words('还没有通行密钥', 'No passkey yet'))}
            line={say(
              words(
                '用指纹、面容或安全密钥登录和确认付款',
                'Sign in and confirm by fingerprint, face or security key',
              ),
            )}
          />
        </Card>
      ) : (
        <List>
          {keys.map((one) => (
            <ListRow
              key={one.device}
              tile="key"
              title={one.name}
              tag={one.synced ? <Tag>{say(words('多设备同步', 'synced'))}</Tag> : undefined}
              caption={say(lineOf(one))}
              more
              onPress={() => {
                tell(null)
                show(one)
              }}
            />
          ))}
        </List>
      )}
      <Button
        wide
        kind="act"
        icon="plus"
        disabled={down || !here}
        onPress={() => {
          tell(null)
          add(true)
        }}
      >
        {say(
          down
            ? words('没有网络，暂不能添加', 'Offline; none can be added now')
            : words('添加通行密钥', 'Add a passkey'),
        )}
      </Button>
      <Note
        id="keys-note"
        hint={say(
          done ??
            (here
              ? words('手机、电脑、安全密钥都可以', 'On a phone, a computer or a security key')
              : words(
                  '这个浏览器或这个网址用不了通行密钥',
                  'This browser, or this address, has no passkeys',
                )),
        )}
      />
      {adding && (
        <AddPasskey
          onClose={() => {
            add(false)
          }}
          onAdded={() => {
            add(false)
            tell(words('已添加，下次登录和付款就可以用', 'Added: sign in and pay with it from now on'))
          }}
        />
      )}
      {shown && (
        <OneKey
          of={shown}
          onClose={() => {
            show(null)
          }}
          onDone={(line) => {
            show(null)
            tell(line)
          }}
        />
      )}
    </>
  )
}

function lineOf({ made_at, used_at }: DeviceKey): Words {
  const made = momentWords(made_at)
  const used = used_at && momentWords(used_at)
  return used
    ? words(`${made.zh} 添加 · 最近 ${used.zh} 用过`, `added ${made.en} · last used ${used.en}`)
    : words(`${made.zh} 添加 · 还没用过`, `added ${made.en} · not used yet`)
}
