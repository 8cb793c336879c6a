import type { SyntheticEvent } from 'react'
import { joinCode } from '@sycee/client'
import { Button, Field, Note, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import type { Joining } from './draft'
import { Privacy } from './privacy'
import style from '../../pieces/first-steps.module.css'

/** First: where the code goes. */
export function PhoneStep({ joining }: { joining: Joining }) {
  const say = useSay()
  const { draft, wrong, change, refuse, go } = joining
  const { run, busy } = useAct(joinCode)
  const send = async () => {
    const phone = draft.phone.trim()
    if (!phone) {
      refuse({ phone: say(words('请填手机号', 'Please give your phone number')) })
      return
    }
    const outcome = await run({ phone })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        change({ phone, code: '' })
        go('code')
        return
      case 'bad_phone':
        refuse({ phone: outcome.say })
        return
      default:
        refuse({ [outcome.field === 'phone' ? 'phone' : 'step']: troubled(outcome) })
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
      <Privacy />
      <Field
        label={say(words('手机号', 'Phone number'))}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        autoFocus
        maxLength={20}
        value={draft.phone}
        onChange={(phone) => {
          change({ phone })
        }}
        wrong={wrong.phone}
      />
      <Note id="join-note" wrong={wrong.step} />
      <Button kind="act" wide submit busy={busy}>
        {say(busy ? words('正在发送…', 'Sending…') : words('获取验证码', 'Send me a code'))}
      </Button>
    </form>
  )
}
