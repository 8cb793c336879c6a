import { useState, type SyntheticEvent } from 'react'
import { Button, Field, useSay, words } from '@sycee/kit'
import { useLine } from '../../shell/line'
import style from './proofs.module.css'

interface Props {
  button: string
  hint: string
  danger?: boolean
  busy: boolean
  wrong: string | null
  complain: (line: string | null) => void
  onPassword: (password: string) => void
}

/** The password once more, and the button that goes on with it. */
export function PasswordForm({ button, hint, danger, busy, wrong, complain, onPassword }: Props) {
  const say = useSay()
  const { down } = useLine()
  const [password, setPassword] = useState('')
  return (
    <form
      className={style.part}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        if (password) onPassword(password)
        else complain(say(words('请填登录密码', 'Give your password')))
      }}
    >
      <Field
        label={say(words('登录密码', 'Your password'))}
        type="password"
        autoComplete="current-password"
        value={password}
        maxLength={256}
        hint={hint}
        wrong={wrong}
        onChange={(text) => {
          setPassword(text)
          complain(null)
        }}
      />
      <Button kind={danger ? 'danger' : 'act'} wide submit busy={busy} disabled={down}>
        {button}
      </Button>
    </form>
  )
}
