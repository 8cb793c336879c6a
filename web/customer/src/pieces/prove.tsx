import { useEffect, useEffectEvent, useId, useRef, useState, type RefObject } from 'react'
import {
  cityPeople,
  newKey,
  proposalChallenge,
  proposalConfirm,
  proposalDrop,
  type ProposalChallengeAnswer,
  type ProposalConfirmAnswer,
  type ProposalConfirmNo,
} from '@sycee/client'
import { Button, Icon, Note, Notice, say, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../shell/act'
import { useKept, whose } from '../shell/kept'
import { useRead } from '../shell/read'
import { troubled } from '../shell/trouble'
import style from './prove.module.css'

type OfTheProof =
  'wrong_code' | 'code_expired' | 'proposal_gone' | 'wrong_signature' | 'overtaken' | 'step_up_needed'
/** A no to what was to be confirmed, not to the proof of it. */
export type NoToIt = Exclude<ProposalConfirmNo, { code: OfTheProof }>

/** What stands over the code and on the buttons. */
export interface ProveWords {
  readonly title: Words
  readonly prove: Words
  readonly proving: Words
  readonly drop: Words
}

interface Props {
  proposal: { readonly proposal: string; readonly why: string }
  says: ProveWords
  onBusy: (busy: boolean) => void
  onDone: (confirmed: ProposalConfirmAnswer) => Promise<void> | void
  onRefused: (no: NoToIt) => void
  /** The person lets it go. */
  onDrop: () => void
  /** The proposal cannot be confirmed any more; one must confirm anew. */
  onGone: (line: string) => void
}

const AGAIN_S = 60

/** One more proof: a code by SMS for exactly what is shown above. */
export function Prove({ proposal, says, onBusy, onDone, onRefused, onDrop, onGone }: Props) {
  const say = useSay()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const challenge = useChallenge(proposal.proposal, setWrong, onGone)
  const confirming = useAct(proposalConfirm, 'key.confirm')
  const askAgain = (line: string) => {
    setCode('')
    setWrong(line)
    field.current?.focus()
  }
  const confirm = async () => {
    if (code.length < 6) {
      setWrong(say(words('请填 6 位验证码', 'Give the six digits')))
      field.current?.focus()
      return
    }
    setWrong(null)
    onBusy(true)
    const outcome = await confirming.run({ proposal: proposal.proposal, factor: 'sms', code }).finally(() => {
      onBusy(false)
    })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        await onDone(outcome.answer)
        return
      case 'wrong_code':
        askAgain(wrongCode(outcome.say, outcome.facts.tries_left))
        if (outcome.facts.tries_left === 0) challenge.allow()
        return
      case 'code_expired':
        askAgain(outcome.say)
        challenge.allow()
        return
      case 'proposal_gone':
        onGone(outcome.say)
        return
      case 'wrong_signature':
      case 'overtaken':
        setWrong(outcome.say)
        return
      case 'insufficient_funds':
      case 'day_limit':
      case 'account_closed':
      case 'account_frozen':
      case 'not_booked':
      case 'over_limit':
      case 'proof_too_weak':
      case 'no_such_account':
        onRefused(outcome)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return (
    <form
      className={style.sign}
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
    >
      <Notice icon="shield" title={say(says.title)}>
        {proposal.why}
      </Notice>
      <CodeField
        field={field}
        code={code}
        onChange={(text) => {
          setCode(text)
          setWrong(null)
        }}
        wrong={wrong}
        sent={challenge.sent}
        left={challenge.left}
        onAgain={challenge.send}
      />
      <Button kind="seal" wide submit icon="message" busy={confirming.busy}>
        {say(confirming.busy ? says.proving : says.prove)}
      </Button>
      <div style={{ textAlign: 'center' }}>
        <Button
          kind="quiet"
          disabled={confirming.busy}
          onPress={() => {
            void proposalDrop({ proposal: proposal.proposal }, newKey())
            onDrop()
          }}
        >
          {say(says.drop)}
        </Button>
      </div>
    </form>
  )
}

function wrongCode(line: string, left: number): string {
  return left > 0
    ? say(words(`${line}，还可以试 ${left} 次`, `${line}; ${left} tries left`))
    : say(words(`${line}，这个验证码已作废，请重发`, `${line}, and it is void now; please send another`))
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

interface CodeProps {
  field: RefObject<HTMLInputElement | null>
  code: string
  onChange: (code: string) => void
  wrong: string | null
  sent: ProposalChallengeAnswer | null
  left: number
  onAgain: () => void
}

function CodeField({ field, code, onChange, wrong, sent, left, onAgain }: CodeProps) {
  const say = useSay()
  const id = useId()
  return (
    <div className={style.code}>
      <label htmlFor={id}>
        {say(
          sent
            ? words(`验证码已发到 ${sent.sent_to}`, `A code was sent to ${sent.sent_to}`)
            : words('正在发送验证码…', 'Sending a code…'),
        )}
      </label>
      <input
        ref={field}
        id={id}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\d*"
        maxLength={6}
        autoFocus
        value={code}
        aria-invalid={!!wrong}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          onChange(event.target.value.replace(/\D/g, '').slice(0, 6))
        }}
      />
      <Note id={`${id}-note`} wrong={wrong} />
      <div className={style.codefoot}>
        <button type="button" disabled={left > 0} onClick={onAgain}>
          {say(
            left > 0 ? words(`${left} 秒后可重发`, `Again in ${left} s`) : words('重发验证码', 'Send again'),
          )}
        </button>
        <DemoPhone />
      </div>
    </div>
  )
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
