import { useState, type SyntheticEvent } from 'react'
import { assistantAllow, type AssistantToken } from '@sycee/client'
import { Button, Field, Note, say, Segments, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './assistants.module.css'

const DAYS = ['7', '30', '90'] as const
type Days = (typeof DAYS)[number]

interface Wrong {
  name?: string
  password?: string
  all?: string
}

/** What it is called, the password once more, and for how long. */
export function AllowForm({ onAllowed }: { onAllowed: (name: string, answer: AssistantToken) => void }) {
  const say = useSay()
  const { down } = useLine()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [days, setDays] = useState<Days>('30')
  const [wrong, setWrong] = useState<Wrong>({})
  const allow = useAllow(onAllowed, setWrong)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!name.trim()) setWrong({ name: say(words('给它起个名字', 'Give it a name')) })
    else if (!password) setWrong({ password: say(words('请填登录密码', 'Give your password')) })
    else void allow.run(name.trim(), password, Number(days))
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <Field
        label={say(words('叫什么', 'What you call it'))}
        autoComplete="off"
        value={name}
        maxLength={30}
        wrong={wrong.name}
        hint={say(words('例如 Claude、桌面助手', 'Such as Claude, or Desk'))}
        onChange={(text) => {
          setName(text)
          setWrong({})
        }}
      />
      <Field
        label={say(words('登录密码', 'Your password'))}
        type="password"
        autoComplete="current-password"
        value={password}
        maxLength={256}
        wrong={wrong.password}
        onChange={(text) => {
          setPassword(text)
          setWrong({})
        }}
      />
      <div className={style.days}>
        <span>{say(words('有效期', 'Good for'))}</span>
        <Segments
          label={say(words('有效期', 'Good for'))}
          value={days}
          onChange={setDays}
          of={DAYS.map((value) => ({ value, label: say(words(`${value} 天`, `${value} days`)) }))}
        />
      </div>
      <Note id="allow-note" wrong={wrong.all} />
      <Button kind="act" wide submit busy={allow.busy} disabled={down}>
        {say(
          down
            ? words('没有网络，暂不能授权', 'Offline; try again later')
            : words('生成令牌', 'Make its token'),
        )}
      </Button>
    </form>
  )
}

function useAllow(tell: (name: string, answer: AssistantToken) => void, complain: (wrong: Wrong) => void) {
  const allowing = useAct(assistantAllow)
  const run = async (name: string, password: string, days: number) => {
    const outcome = await allowing.run({ name, password, days })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('session.')
        tell(name, outcome.answer)
        return
      case 'wrong_password':
      case 'password_closed':
        complain({ password: outcome.say })
        return
      case 'many_assistants':
        complain({ all: outcome.say })
        return
      case 'bad_input':
        complain(
          outcome.field === 'name'
            ? { name: say(words('名字里有不能用的字符', 'There is something in it that no name has')) }
            : { all: troubled(outcome) },
        )
        return
      default:
        complain({ all: troubled(outcome) })
    }
  }
  return { run, busy: allowing.busy }
}
