import { useState } from 'react'
import { sessionList, sessionStop, sessionStopOthers, type Signed } from '@sycee/client'
import {
  Bone,
  Button,
  Card,
  Facts,
  Icon,
  List,
  ListRow,
  momentWords,
  Note,
  Notice,
  Tag,
  useSay,
  words,
  type IconName,
  type Say,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import style from './devices.module.css'

/** Where I am signed in, and a way to end it from here. */
export default function Devices() {
  const say = useSay()
  const sessions = useRead(sessionList, {})
  return (
    <Page
      title={say(words('登录设备', 'Devices'))}
      back="/me"
      asideAlways
      aside={
        <>
          <Notice icon="shield" title={say(words('有不认识的设备？', 'One you do not know?'))}>
            {say(
              words(
                '让它退出：从那一刻起，它不能再查看，也不能转账。',
                'Sign it out: from that moment on it sees nothing and can do nothing.',
              ),
            )}
          </Notice>
          <List>
            <ListRow
              tile="key"
              title={say(words('核验方式', 'How you prove it is you'))}
              caption={say(
                words('添加通行密钥，用指纹或面容登录和付款', 'Passkeys, to sign in and pay with'),
              )}
              to="/proofs"
              more
            />
          </List>
        </>
      }
    >
      <Show of={sessions} bones={<Bone width="100%" height={260} />}>
        {(answer) => <All sessions={answer.sessions} />}
      </Show>
    </Page>
  )
}

function All({ sessions }: { sessions: readonly Signed[] }) {
  const say = useSay()
  const { down } = useLine()
  const stopping = useStopping()
  const others = sessions.filter(({ here }) => !here).length
  return (
    <>
      {sessions.map((one) => (
        <Card key={one.session} padded={false}>
          <article className={style.device} aria-label={nameOf(one, say)}>
            <Icon name={iconOf(one)} size={26} />
            <div className={style.what}>
              <h2>
                {nameOf(one, say)}
                {one.here && <Tag tone="jade">{say(words('本机', 'this one'))}</Tag>}
              </h2>
              <Facts lines={linesOf(one, say)} />
            </div>
            {!one.here && (
              <Button
                disabled={down}
                busy={stopping.busy}
                label={say(words(`让 ${nameOf(one, say)} 退出`, `Sign out ${nameOf(one, say)}`))}
                onPress={() => void stopping.stop(one.session)}
              >
                {say(words('退出', 'Sign out'))}
              </Button>
            )}
          </article>
        </Card>
      ))}
      <Note id="devices-note" wrong={stopping.wrong} hint={stopping.done ?? undefined} />
      {others > 0 ? (
        <Button
          wide
          kind="danger"
          icon="exit"
          disabled={down}
          busy={stopping.busy}
          onPress={() => void stopping.stopOthers()}
        >
          {say(words(`退出其他 ${others} 处登录`, `Sign out the other ${others}`))}
        </Button>
      ) : (
        <p className={style.only}>
          {say(words('只在这台设备上登录着。', 'You are signed in on this device alone.'))}
        </p>
      )}
    </>
  )
}

function useStopping() {
  const say = useSay()
  const one = useAct(sessionStop)
  const others = useAct(sessionStopOthers)
  const [wrong, setWrong] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const told = (stopped: number) => {
    setDone(say(words(`已退出 ${stopped} 处`, `${stopped} signed out`)))
    forget('session.')
  }
  const begin = () => {
    setWrong(null)
    setDone(null)
  }
  return {
    busy: one.busy || others.busy,
    wrong,
    done,
    stop: async (session: string) => {
      begin()
      const outcome = await one.run({ session })
      if (!outcome) return
      // It ended by itself meanwhile: that is what was wanted.
      if (outcome.code === 'ok' || outcome.code === 'not_found') told(1)
      else setWrong(troubled(outcome))
    },
    stopOthers: async () => {
      begin()
      const outcome = await others.run({})
      if (!outcome) return
      if (outcome.code === 'ok') told(outcome.answer.stopped)
      else setWrong(troubled(outcome))
    },
  }
}

const CHANNELS: Readonly<Record<string, { zh: string; en: string }>> = {
  cli: words('本机命令行', 'Command line'),
  mcp: words('智能助手', 'Assistant'),
  http: words('程序', 'A program'),
}

function nameOf({ agent, channel }: Signed, say: Say): string {
  if (agent && channel !== 'mcp') return agent
  const way = say(CHANNELS[channel] ?? words('其他', 'Another way'))
  return agent ? `${way} · ${agent}` : way
}

function iconOf({ agent, channel }: Signed): IconName {
  if (channel === 'mcp') return 'message'
  return /iPhone|Android|HarmonyOS|iPad/.test(agent) ? 'handset' : 'house'
}

function linesOf({ began_at, seen_at, place }: Signed, say: Say) {
  return [
    { label: say(words('登录于', 'Signed in')), value: say(momentWords(began_at)) },
    { label: say(words('最近使用', 'Last used')), value: say(momentWords(seen_at)) },
    ...(place ? [{ label: say(words('网络', 'Network')), value: place }] : []),
  ]
}
