import { useEffect, useState, type SyntheticEvent } from 'react'
import { joinCode, joinProve } from '@sycee/client'
import { Button, ButtonLink, Field, Note, Notice, say, useSay, words } from '@sycee/kit'
import { DemoPhone } from '../../pieces/demo-phone'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import type { Joining } from './draft'
import style from '../../pieces/first-steps.module.css'

const AGAIN_S = 60

/** Second: the six digits, checked as soon as they are there. */
export function CodeStep({ joining }: { joining: Joining }) {
  const say = useSay()
  const { draft, wrong, change, refuse, go } = joining
  const [taken, setTaken] = useState<string | null>(null)
  const { run, busy } = useAct(joinProve)
  const prove = async (code: string) => {
    if (code.length < 6) {
      refuse({ code: say(words('请填 6 位验证码', 'Give the six digits')) })
      return
    }
    const outcome = await run({ phone: draft.phone, code })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        go('papers')
        return
      case 'wrong_code':
        refuse({ code: wrongCode(outcome.say, outcome.facts.tries_left) })
        return
      case 'code_expired':
        refuse({ code: outcome.say })
        return
      case 'phone_taken':
        setTaken(outcome.say)
        return
      case 'bad_phone':
        refuse({ step: outcome.say })
        return
      default:
        refuse({ step: troubled(outcome) })
    }
  }
  if (taken) return <Taken line={taken} />
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void prove(draft.code)
      }}
    >
      <Field
        label={say(words(`验证码已发到 ${draft.phone}`, `A code was sent to ${draft.phone}`))}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={6}
        value={draft.code}
        onChange={(typed) => {
          const code = typed.replace(/\D/g, '').slice(0, 6)
          change({ code })
          if (code.length === 6 && code !== draft.code) void prove(code)
        }}
        wrong={wrong.code}
      />
      <Note id="join-note" wrong={wrong.step} />
      <div className={style.beside}>
        <Again joining={joining} />
        <DemoPhone phone={draft.phone} />
      </div>
      <Button kind="act" wide submit busy={busy}>
        {say(busy ? words('正在核对…', 'Checking…') : words('下一步', 'Next'))}
      </Button>
    </form>
  )
}

function wrongCode(line: string, left: number): string {
  return left > 0
    ? say(words(`${line}，还可以试 ${left} 次`, `${line}; ${left} tries left`))
    : say(words(`${line}，这个验证码已作废，请重发`, `${line}, and it is void now; please send another`))
}

/** Whoever has the phone in hand may know that it is a customer's. */
function Taken({ line }: { line: string }) {
  const say = useSay()
  return (
    <div className={style.form}>
      <Notice icon="info" title={line}>
        {say(words('您已经是我们的客户，直接登录就好。', 'You are a customer already: just sign in.'))}
      </Notice>
      <ButtonLink kind="act" wide to="/sign-in">
        {say(words('去登录', 'Sign in'))}
      </ButtonLink>
    </div>
  )
}

/** Another code, after a minute. */
function Again({ joining }: { joining: Joining }) {
  const say = useSay()
  const [left, setLeft] = useState(AGAIN_S)
  const { run, busy } = useAct(joinCode)
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => {
      setLeft(left - 1)
    }, 1000)
    return () => {
      clearTimeout(timer)
    }
  }, [left])
  const send = async () => {
    const outcome = await run({ phone: joining.draft.phone })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        joining.change({ code: '' })
        setLeft(AGAIN_S)
        return
      case 'bad_phone':
        joining.refuse({ step: outcome.say })
        return
      default:
        joining.refuse({ step: troubled(outcome) })
    }
  }
  return (
    <button type="button" disabled={left > 0 || busy} onClick={() => void send()}>
      {say(left > 0 ? words(`${left} 秒后可重发`, `Again in ${left} s`) : words('重发验证码', 'Send again'))}
    </button>
  )
}
