import { useState, type SyntheticEvent } from 'react'
import { passwordForgot, type RecoveryAsked } from '@sycee/client'
import { Button, Field, Note, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import style from '../../pieces/first-steps.module.css'

interface Props {
  phone: string
  onPhone: (phone: string) => void
  onAsked: (asked: RecoveryAsked) => void
}

/** First: where the code goes. */
export function PhoneStep({ phone, onPhone, onAsked }: Props) {
  const say = useSay()
  const [wrong, setWrong] = useState<{ phone?: string; step?: string }>({})
  const { run, busy } = useAct(passwordForgot)
  const send = async () => {
    if (!phone.trim()) {
      setWrong({ phone: say(words('请填手机号', 'Please give your phone number')) })
      return
    }
    const outcome = await run({ phone: phone.trim() })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        onPhone(phone.trim())
        onAsked(outcome.answer)
        return
      case 'bad_phone':
        setWrong({ phone: outcome.say })
        return
      default:
        setWrong({ [outcome.field === 'phone' ? 'phone' : 'step']: troubled(outcome) })
    }
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field
        label={say(words('手机号', 'Phone number'))}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="username"
        autoFocus
        maxLength={20}
        value={phone}
        onChange={(typed) => {
          onPhone(typed)
          setWrong({})
        }}
        wrong={wrong.phone}
      />
      <Note id="forgot-note" wrong={wrong.step} />
      <Button kind="act" wide submit busy={busy}>
        {say(busy ? words('正在发送…', 'Sending…') : words('获取验证码', 'Send me a code'))}
      </Button>
    </form>
  )
}
