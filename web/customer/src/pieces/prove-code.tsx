import { useId, useState, type ReactNode } from 'react'
import { Button, Note, useSay, words } from '@sycee/kit'
import type { Proving, Wrong } from './prove'
import style from './prove.module.css'

/** Six digits that an authenticator shows. */
export function ByCode({ proving }: { proving: Proving }) {
  const say = useSay()
  const { says } = proving
  return (
    <CodeForm
      proving={proving}
      label={say(words('身份验证器上的 6 位动态码', 'The six digits in your authenticator'))}
      button={words(`动态码核验并${says.act.zh}`, `Prove by authenticator and ${says.act.en}`)}
      onCode={(code) => proving.confirm({ factor: 'totp', code })}
    />
  )
}

interface FormProps {
  proving: Proving
  label: string
  button: { zh: string; en: string }
  onCode: (code: string) => Promise<Wrong | null>
  foot?: ReactNode
}

/** A field for six digits and the button that proves with them. A wrong code is taken out, so that one types on. */
export function CodeForm({ proving, label, button, onCode, foot }: FormProps) {
  const say = useSay()
  const id = useId()
  const { busy, field, wrong, says } = proving
  const [code, setCode] = useState('')
  const submit = async () => {
    if (code.length === 6) {
      const no = await onCode(code)
      if (!no?.typed) return
      setCode('')
      field.current?.focus()
      return
    }
    proving.complain(say(words('请填 6 位验证码', 'Give the six digits')))
    field.current?.focus()
  }
  return (
    <form
      className={style.sign}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className={style.code}>
        <label htmlFor={id}>{label}</label>
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
            setCode(event.target.value.replace(/\D/g, '').slice(0, 6))
            proving.complain(null)
          }}
        />
        <Note id={`${id}-note`} wrong={wrong?.line} />
        {foot}
      </div>
      <Button kind="seal" wide submit icon="message" busy={busy}>
        {say(busy ? says.proving : button)}
      </Button>
    </form>
  )
}
