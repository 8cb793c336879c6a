import { useRef, useState, type RefObject } from 'react'
import {
  newKey,
  proposalConfirm,
  proposalDrop,
  proposalShow,
  type ProposalConfirmAnswer,
  type ProposalConfirmNo,
  type Proof,
} from '@sycee/client'
import { Button, Notice, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../shell/act'
import { useRead } from '../shell/read'
import { troubled } from '../shell/trouble'
import { passkeysHere } from './passkey'
import { ByCode } from './prove-code'
import { ByPasskey } from './prove-passkey'
import { BySms } from './prove-sms'
import style from './prove.module.css'

type OfTheProof =
  | 'wrong_code'
  | 'code_expired'
  | 'wrong_totp'
  | 'totp_closed'
  | 'codes_closed'
  | 'proposal_gone'
  | 'wrong_signature'
  | 'overtaken'
  | 'step_up_needed'
/** A no to what was to be confirmed, not to the proof of it. */
export type NoToIt = Exclude<ProposalConfirmNo, { code: OfTheProof }>

/** What stands over the proof and on the buttons. `act` is what the proof does, as in “by SMS and …”. */
export interface ProveWords {
  readonly title: Words
  readonly act: Words
  readonly proving: Words
  readonly drop: Words
}

interface Props {
  proposal: { readonly proposal: string; readonly why: string; readonly factors: readonly string[] }
  says: ProveWords
  onBusy: (busy: boolean) => void
  onDone: (confirmed: ProposalConfirmAnswer) => Promise<void> | void
  onRefused: (no: NoToIt) => void
  /** The person lets it go. */
  onDrop: () => void
  /** The proposal cannot be confirmed any more; one must confirm anew. */
  onGone: (line: string) => void
}

type Way = 'passkey' | 'totp' | 'sms'
const OTHERWISE: Readonly<Record<Way, Words>> = {
  passkey: words('改用通行密钥', 'Use a passkey instead'),
  totp: words('改用动态码', 'Use an authenticator instead'),
  sms: words('改用短信验证码', 'Use a code by SMS instead'),
}

/** What a way of proving needs of the sheet around it. */
export interface Proving {
  readonly proposal: string
  readonly says: ProveWords
  readonly confirm: (proof: Omit<Proof, 'proposal'>) => Promise<Wrong | null>
  readonly busy: boolean
  readonly wrong: Wrong | null
  readonly complain: (line: string | null) => void
  readonly gone: (line: string) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** What was wrong with the last try; `spent` where another code is needed, `typed` where this one was not right. */
export interface Wrong {
  readonly line: string
  readonly typed?: boolean
  readonly spent?: boolean
}

/** One more proof, for exactly what is shown above: the safest that this customer has here, or another. */
export function Prove(props: Props) {
  const { proposal, says, onDrop } = props
  const say = useSay()
  const proving = useProving(props)
  const [chosen, choose] = useState<Way | null>(null)
  const ways = WAYS.filter((way) => proposal.factors.includes(way) && (way !== 'passkey' || passkeysHere()))
  const way = chosen ?? ways[0]
  return (
    <div className={style.sign}>
      <Notice icon="shield" title={say(says.title)}>
        {proposal.why}
      </Notice>
      {way === 'passkey' && <WithPasskey proving={proving} />}
      {way === 'totp' && <ByCode proving={proving} />}
      {way === 'sms' && <BySms proving={proving} />}
      {!way && <Elsewhere />}
      <div className={style.others}>
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button
              key={other}
              kind="quiet"
              disabled={proving.busy}
              onPress={() => {
                proving.complain(null)
                choose(other)
              }}
            >
              {say(OTHERWISE[other])}
            </Button>
          ))}
        <Button
          kind="quiet"
          disabled={proving.busy}
          onPress={() => {
            void proposalDrop({ proposal: proposal.proposal }, newKey())
            onDrop()
          }}
        >
          {say(says.drop)}
        </Button>
      </div>
    </div>
  )
}

/** The safest first. */
const WAYS: readonly Way[] = ['passkey', 'totp', 'sms']

function WithPasskey({ proving }: { proving: Proving }) {
  const found = useRead(proposalShow, { proposal: proving.proposal })
  return <ByPasskey proving={proving} asked={found.answer} trouble={found.trouble !== null} />
}

function Elsewhere() {
  const say = useSay()
  return (
    <Notice icon="key" title={say(words('这一笔要用通行密钥', 'This one takes a passkey'))}>
      {say(
        words(
          '这个浏览器用不了您的通行密钥。请在有它的设备上登录，在“我的 · 等您确认”里办理。',
          'This browser cannot use your passkey. Sign in where it is, and confirm there under Me · Waiting for you.',
        ),
      )}
    </Notice>
  )
}

function useProving({ proposal, says, onBusy, onDone, onRefused, onGone }: Props): Proving {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const confirming = useAct(proposalConfirm, 'key.confirm')
  const confirm = async (proof: Omit<Proof, 'proposal'>) => {
    const told = (no: Wrong) => {
      setWrong(no)
      return no
    }
    setWrong(null)
    onBusy(true)
    const outcome = await confirming.run({ proposal: proposal.proposal, ...proof }).finally(() => {
      onBusy(false)
    })
    if (!outcome) return null
    switch (outcome.code) {
      case 'ok':
        await onDone(outcome.answer)
        return null
      case 'wrong_code': {
        const left = outcome.facts.tries_left
        const more = words(`${outcome.say}，还可以试 ${left} 次`, `${outcome.say}; ${left} tries left`)
        const none = words(
          `${outcome.say}，这个验证码已作废，请重发`,
          `${outcome.say}, and it is void now; please send another`,
        )
        return told({ line: say(left > 0 ? more : none), typed: true, spent: left === 0 })
      }
      case 'code_expired':
        return told({ line: outcome.say, typed: true, spent: true })
      case 'wrong_totp':
        return told({ line: outcome.say, typed: true })
      case 'proposal_gone':
        onGone(outcome.say)
        return null
      case 'totp_closed':
      case 'codes_closed':
      case 'wrong_signature':
      case 'overtaken':
        return told({ line: outcome.say })
      case 'insufficient_funds':
      case 'day_limit':
      case 'account_closed':
      case 'account_frozen':
      case 'not_booked':
      case 'over_limit':
      case 'proof_too_weak':
      case 'no_such_account':
        onRefused(outcome)
        return null
      default:
        return told({ line: troubled(outcome) })
    }
  }
  const complain = (line: string | null) => {
    setWrong(line === null ? null : { line })
  }
  return {
    proposal: proposal.proposal,
    says,
    confirm,
    busy: confirming.busy,
    wrong,
    complain,
    gone: onGone,
    field,
  }
}
