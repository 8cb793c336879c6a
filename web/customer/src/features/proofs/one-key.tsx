import { useState, type SyntheticEvent } from 'react'
import { deviceRenameKey, deviceRevokeKey, type DeviceKey } from '@sycee/client'
import { Button, Field, Rule, Sheet, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './proofs.module.css'

interface Props {
  of: DeviceKey
  onClose: () => void
  onDone: (line: Words) => void
}

/** One key: another name, or its end. */
export function OneKey({ of, onClose, onDone }: Props) {
  const [held, hold] = useState(false)
  const done = (line: Words) => {
    forget('device.', 'session.', 'proposal.')
    onDone(line)
  }
  return (
    <Sheet title={of.name} open onClose={onClose} held={held}>
      <Rename of={of} onDone={done} />
      <Rule />
      <Remove of={of} onDone={done} onBusy={hold} />
    </Sheet>
  )
}

function Rename({ of, onDone }: Omit<Props, 'onClose'>) {
  const say = useSay()
  const { down } = useLine()
  const [name, setName] = useState(of.name)
  const [wrong, complain] = useState<string | null>(null)
  const { run, busy } = useAct(deviceRenameKey)
  const rename = async () => {
    const outcome = await run({ device: of.device, name: name.trim() })
    if (!outcome) return
    if (outcome.code === 'ok') onDone(words('已改名', 'It has its new name'))
    else complain(outcome.code === 'not_found' ? outcome.say : troubled(outcome))
  }
  return (
    <form
      className={style.part}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void rename()
      }}
    >
      <Field
        label={say(words('名字', 'Name'))}
        value={name}
        maxLength={30}
        onChange={setName}
        wrong={wrong}
      />
      <Button wide submit busy={busy} disabled={down || !name.trim() || name.trim() === of.name}>
        {say(words('改名', 'Rename'))}
      </Button>
    </form>
  )
}

function Remove({ of, onDone, onBusy }: Omit<Props, 'onClose'> & { onBusy: (busy: boolean) => void }) {
  const say = useSay()
  const { down } = useLine()
  const [password, setPassword] = useState('')
  const [wrong, complain] = useState<string | null>(null)
  const { run, busy } = useAct(deviceRevokeKey)
  const remove = async () => {
    if (!password) {
      complain(say(words('请填登录密码', 'Give your password')))
      return
    }
    onBusy(true)
    const outcome = await run({ device: of.device, password }).finally(() => {
      onBusy(false)
    })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        onDone(words('已移除，用它登录的地方也已退出', 'Removed; where it had signed in is signed out'))
        return
      case 'wrong_password':
      case 'password_closed':
      case 'just_recovered':
      case 'not_found':
        complain(outcome.say)
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
        void remove()
      }}
    >
      <Field
        label={say(words('登录密码', 'Your password'))}
        type="password"
        autoComplete="current-password"
        value={password}
        maxLength={256}
        hint={say(words('移除要再填一次密码', 'Removing it takes your password once more'))}
        wrong={wrong}
        onChange={(text) => {
          setPassword(text)
          complain(null)
        }}
      />
      <Button kind="danger" wide submit busy={busy} disabled={down}>
        {say(words('移除这个通行密钥', 'Remove this passkey'))}
      </Button>
    </form>
  )
}
