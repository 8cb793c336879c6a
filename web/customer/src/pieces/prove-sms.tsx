import { useEffect, useEffectEvent, useState } from 'react'
import { cityPeople, proposalChallenge, type ProposalChallengeAnswer } from '@sycee/client'
import { Icon, useSay, words } from '@sycee/kit'
import { useAct } from '../shell/act'
import { useKept, whose } from '../shell/kept'
import { useRead } from '../shell/read'
import { troubled } from '../shell/trouble'
import { CodeForm } from './prove-code'
import type { Proving } from './prove'
import style from './prove.module.css'

const AGAIN_S = 60

/** A code by SMS, whose text says what it confirms. */
export function BySms({ proving }: { proving: Proving }) {
  const say = useSay()
  const { says } = proving
  const challenge = useChallenge(proving.proposal, proving.complain, proving.gone)
  const { sent, left } = challenge
  const prove = async (code: string) => {
    const no = await proving.confirm({ factor: 'sms', code })
    if (no?.spent) challenge.allow()
    return no
  }
  return (
    <CodeForm
      proving={proving}
      label={say(
        sent
          ? words(`验证码已发到 ${sent.sent_to}`, `A code was sent to ${sent.sent_to}`)
          : words('正在发送验证码…', 'Sending a code…'),
      )}
      button={words(`短信核验并${says.act.zh}`, `Prove by SMS and ${says.act.en}`)}
      onCode={prove}
      foot={
        <div className={style.codefoot}>
          <button type="button" disabled={left > 0} onClick={challenge.send}>
            {say(
              left > 0
                ? words(`${left} 秒后可重发`, `Again in ${left} s`)
                : words('重发验证码', 'Send again'),
            )}
          </button>
          <DemoPhone />
        </div>
      }
    />
  )
}

interface Sent {
  answer: ProposalChallengeAnswer
  at: number
}

/** Send the code once when the step opens; again only after a minute. A reload does not send anew. */
function useChallenge(proposal: string, complain: (line: string) => void, onGone: (line: string) => void) {
  const { run } = useAct(proposalChallenge)
  const [sent, setSent] = useKept<Sent | null>(`challenge.${proposal}`, null)
  const [now, setNow] = useState(() => Date.now())
  const left = sent ? Math.max(0, AGAIN_S - Math.floor((now - sent.at) / 1000)) : 0
  const send = async () => {
    const outcome = await run({ proposal, factor: 'sms' })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setNow(Date.now())
        setSent({ answer: outcome.answer, at: Date.now() })
        return
      case 'proposal_gone':
        onGone(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  const begin = useEffectEvent(() => {
    if (!sent) void send()
  })
  useEffect(() => {
    const timer = setTimeout(begin, 0)
    return () => {
      clearTimeout(timer)
    }
  }, [proposal])
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => {
      setNow(Date.now())
    }, 1000)
    return () => {
      clearTimeout(timer)
    }
  }, [left, now])
  return {
    sent: sent?.answer ?? null,
    left,
    send: () => void send(),
    allow: () => {
      if (sent) setSent({ ...sent, at: 0 })
    },
  }
}

/** In the demo the message arrives on a simulated phone, which can be opened beside. */
function DemoPhone() {
  const say = useSay()
  const { answer } = useRead(cityPeople, {})
  if (!answer) return null
  return (
    <a href={`/phone?number=${encodeURIComponent(whose() ?? '')}`} target="sycee-phone">
      <Icon name="handset" size={18} />
      {say(words('打开模拟手机', 'Open the simulated phone'))}
    </a>
  )
}
