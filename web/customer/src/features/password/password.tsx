import { useState, type SyntheticEvent } from 'react'
import { passwordChange } from '@sycee/client'
import { Button, Card, Field, Note, Notice, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useMe } from '../../shell/gate'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './password.module.css'

type Wrong = Partial<Record<'old' | 'anew' | 'form', string>>

/** Another password, by the old one. */
export default function Password() {
  const say = useSay()
  const [done, tell] = useState<Words | null>(null)
  return (
    <Page
      title={say(words('修改登录密码', 'Change my password'))}
      back="/proofs"
      asideAlways
      aside={
        <Notice icon="shield" title={say(words('改好以后', 'Afterwards'))}>
          {say(
            words(
              '其他设备和助手都会退出。24 小时内付款合计不超过 10,000 元，以防有人冒用；自己账户之间转账不受影响。',
              'Every other device and assistant is signed out. For 24 hours at most 10,000 yuan may be paid, in case it was not you. Between your own accounts nothing changes.',
            ),
          )}
        </Notice>
      }
    >
      <Card>
        <Form onDone={tell} />
        <Note id="password-done" hint={done ? say(done) : undefined} />
      </Card>
    </Page>
  )
}

function Form({ onDone }: { onDone: (line: Words) => void }) {
  const say = useSay()
  const me = useMe()
  const { down } = useLine()
  const [old, setOld] = useState('')
  const [anew, setAnew] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})
  const changing = useChanging(setWrong, () => {
    setOld('')
    setAnew('')
    onDone(words('新密码已生效，其他设备都已退出', 'It holds; every other device was signed out'))
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const missing: Wrong = {
      ...(!old && { old: say(words('请填现在的密码', 'Give the password you have now')) }),
      ...(!anew && { anew: say(words('请设一个新密码', 'Please choose a password')) }),
    }
    setWrong(missing)
    if (!missing.old && !missing.anew) void changing.run(old, anew)
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <input type="text" name="username" autoComplete="username" value={me.phone} readOnly hidden />
      <Field
        label={say(words('现在的密码', 'Password now'))}
        type="password"
        autoComplete="current-password"
        value={old}
        maxLength={256}
        wrong={wrong.old}
        onChange={(text) => {
          setOld(text)
          setWrong({})
        }}
      />
      <Field
        label={say(words('新密码', 'New password'))}
        type="password"
        autoComplete="new-password"
        value={anew}
        maxLength={128}
        hint={say(words('8 位以上，别太常见，别用手机号', 'Eight characters or more; not a common one'))}
        wrong={wrong.anew}
        onChange={(text) => {
          setAnew(text)
          setWrong({})
        }}
      />
      <Note id="password-note" wrong={wrong.form} />
      <Button kind="act" wide submit busy={changing.busy} disabled={down}>
        {say(changing.busy ? words('正在修改…', 'Changing…') : words('修改密码', 'Change it'))}
      </Button>
    </form>
  )
}

function useChanging(complain: (wrong: Wrong) => void, done: () => void) {
  const { run, busy } = useAct(passwordChange)
  const change = async (old: string, anew: string) => {
    const outcome = await run({ old, new: anew })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('session.', 'limit.')
        done()
        return
      case 'wrong_password':
      case 'password_closed':
        complain({ old: outcome.say })
        return
      case 'weak_password':
        complain({ anew: outcome.say })
        return
      default:
        complain({ form: troubled(outcome) })
    }
  }
  return { run: change, busy }
}
