import { useState, type SyntheticEvent } from 'react'
import { deviceAddTotp, deviceBeginTotp, type StepUp, type TotpAsked } from '@sycee/client'
import { Button, Facts, Field, Note, Rule, Sheet, useSay, words, type Words } from '@sycee/kit'
import { Prove, type ProveWords } from '../../pieces/prove'
import { Qr } from '../../pieces/qr'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { PasswordForm } from './password-form'
import style from './proofs.module.css'

const PROVE: ProveWords = {
  title: words('绑定前请核验一次', 'One check before it is added'),
  act: words('绑定', 'add it'),
  proving: words('正在核验并绑定…', 'Checking and adding…'),
  drop: words('不绑定了', 'Let it go'),
}

/** The password, the secret for the authenticator, a code of it, and another proof. */
export function AddTotp({ onClose }: { onClose: (line: Words | null) => void }) {
  const say = useSay()
  const [asked, setAsked] = useState<TotpAsked | null>(null)
  const [proposal, propose] = useState<StepUp | null>(null)
  const [wrong, complain] = useState<string | null>(null)
  const [held, hold] = useState(false)
  const back = (line: string | null) => {
    propose(null)
    complain(line)
  }
  return (
    <Sheet
      title={say(words('绑定身份验证器', 'Add an authenticator'))}
      open
      held={held}
      onClose={() => {
        onClose(null)
      }}
    >
      {!asked && <Begin wrong={wrong} complain={complain} onAsked={setAsked} />}
      {asked && !proposal && <Secret of={asked} wrong={wrong} complain={complain} onProposed={propose} />}
      {proposal && (
        <>
          <Rule />
          <Facts lines={proposal.shown.map(written)} />
          <Prove
            proposal={proposal}
            says={PROVE}
            onBusy={hold}
            onDone={() => {
              forget('device.', 'proposal.', 'limit.')
              onClose(words('已绑定，核验时可以选“动态码”', 'Added: choose its codes when you confirm'))
            }}
            onDrop={() => {
              back(null)
            }}
            onRefused={(no) => {
              back(no.say)
            }}
            onGone={back}
          />
        </>
      )}
    </Sheet>
  )
}

interface Step {
  wrong: string | null
  complain: (line: string | null) => void
}

function Begin({ wrong, complain, onAsked }: Step & { onAsked: (asked: TotpAsked) => void }) {
  const say = useSay()
  const { run, busy } = useAct(deviceBeginTotp)
  const begin = async (password: string) => {
    const outcome = await run({ password })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        onAsked(outcome.answer)
        return
      case 'wrong_password':
      case 'password_closed':
      case 'totp_known':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <PasswordForm
      button={say(words('下一步', 'Go on'))}
      hint={say(
        words('密钥只给本人看，请再填一次密码', 'The secret is for you alone: your password once more'),
      )}
      busy={busy}
      wrong={wrong}
      complain={complain}
      onPassword={(password) => void begin(password)}
    />
  )
}

/** The secret, as a picture and in letters; told once. */
function Secret({
  of,
  wrong,
  complain,
  onProposed,
}: Step & { of: TotpAsked; onProposed: (proposal: StepUp) => void }) {
  const say = useSay()
  const [code, setCode] = useState('')
  const { run, busy } = useAct(deviceAddTotp)
  const add = async () => {
    if (code.length < 6) {
      complain(say(words('请填 6 位动态码', 'Give the six digits')))
      return
    }
    const outcome = await run({ code })
    if (!outcome) return
    switch (outcome.code) {
      case 'step_up_needed':
        onProposed(outcome.facts)
        return
      case 'wrong_totp':
      case 'totp_closed':
        complain(outcome.say)
        return
      case 'ok':
        forget('device.')
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <form
      className={style.part}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void add()
      }}
    >
      <p className={style.line}>
        {say(
          words(
            '用验证器应用扫这个码，或手动输入下面的密钥。关掉以后不会再显示。',
            'Scan this with an authenticator, or type the secret below. It is not shown again.',
          ),
        )}
      </p>
      <div className={style.secret}>
        <Qr text={of.address} label={say(words('身份验证器的密钥', 'The secret of the authenticator'))} />
        <code>{of.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </div>
      <Field
        label={say(words('验证器上的 6 位动态码', 'The six digits it shows'))}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={(text) => {
          setCode(text.replace(/\D/g, '').slice(0, 6))
          complain(null)
        }}
      />
      <Note id="totp-code-note" wrong={wrong} />
      <Button kind="act" wide submit busy={busy}>
        {say(words('绑定', 'Add it'))}
      </Button>
    </form>
  )
}
