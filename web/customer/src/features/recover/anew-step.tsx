import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { passwordForgot, passwordReset, type Recovery, type RecoveryAsked } from '@sycee/client'
import { Button, Field, Icon, Note, say, useSay, words } from '@sycee/kit'
import { DemoPhone } from '../../pieces/demo-phone'
import { passkeysHere, signByPasskey } from '../../pieces/passkey'
import { photo } from '../../pieces/photo'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import style from '../../pieces/first-steps.module.css'

interface Props {
  phone: string
  asked: RecoveryAsked
  onAsked: (asked: RecoveryAsked) => void
}

interface Typed {
  code: string
  document: string
  password: string
  face: string | null
}

type Wrong = Partial<Record<'code' | 'document' | 'password' | 'step', string>>

/** Second: the code, the document, the new password, and a passkey or one's face. */
export function AnewStep({ phone, asked, onAsked }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>({ code: '', document: '', password: '', face: null })
  const [wrong, setWrong] = useState<Wrong>({})
  const resetting = useReset(phone, setWrong)
  const change = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }))
    setWrong({})
  }
  const byFace = (event: SyntheticEvent) => {
    event.preventDefault()
    const missing = lacking(typed)
    if (!typed.face)
      missing.step ??= say(words('请拍一张正脸，或用通行密钥', 'Take a picture, or use a passkey'))
    setWrong(missing)
    if (Object.keys(missing).length === 0) void resetting.run({ ...asks(typed), face: typed.face })
  }
  const byPasskey = async () => {
    const missing = lacking(typed)
    setWrong(missing)
    if (Object.keys(missing).length > 0) return
    const given = await signByPasskey(asked.challenge)
    if (given.then === 'given')
      await resetting.run({ ...asks(typed), ceremony: asked.ceremony, assertion: given.answer })
    else setWrong({ step: say(given.line) })
  }
  return (
    <form className={style.form} noValidate onSubmit={byFace}>
      <input type="text" name="username" autoComplete="username" value={phone} readOnly hidden />
      <Field
        label={say(words(`验证码已发到 ${asked.sent_to}`, `A code was sent to ${asked.sent_to}`))}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={6}
        value={typed.code}
        onChange={(text) => {
          change({ code: text.replace(/\D/g, '').slice(0, 6) })
        }}
        wrong={wrong.code}
      />
      <div className={style.beside}>
        <Again phone={phone} onAsked={onAsked} onWrong={setWrong} />
        <DemoPhone phone={phone} />
      </div>
      <Field
        label={say(words('身份证号', 'Identity number'))}
        name="document"
        autoComplete="off"
        maxLength={22}
        value={typed.document}
        onChange={(document) => {
          change({ document })
        }}
        wrong={wrong.document}
      />
      <Field
        label={say(words('新密码', 'New password'))}
        name="new-password"
        type="password"
        autoComplete="new-password"
        maxLength={128}
        value={typed.password}
        hint={say(words('8 位以上，别太常见', 'Eight characters or more, and not a common one'))}
        onChange={(password) => {
          change({ password })
        }}
        wrong={wrong.password}
      />
      <Face
        taken={typed.face !== null}
        onTaken={(face) => {
          change({ face })
        }}
        onWrong={setWrong}
      />
      <Note id="anew-note" wrong={wrong.step} />
      <Button kind="seal" wide submit busy={resetting.busy}>
        {say(
          resetting.busy
            ? words('正在核验…', 'Checking…')
            : words('刷脸核验并重设', 'Check my face and set it'),
        )}
      </Button>
      {passkeysHere() && (
        <Button wide icon="key" disabled={resetting.busy} onPress={() => void byPasskey()}>
          {say(words('用通行密钥核验并重设', 'Use a passkey and set it'))}
        </Button>
      )}
    </form>
  )
}

function lacking({ code, document, password }: Typed): Wrong {
  return {
    ...(code.length < 6 && { code: say(words('请填 6 位验证码', 'Give the six digits')) }),
    ...(!document.trim() && { document: say(words('请填身份证号', 'Please give your number')) }),
    ...(!password && { password: say(words('请设一个新密码', 'Please choose a password')) }),
  }
}

const asks = ({ code, document, password }: Typed) => ({ code, document: document.trim(), password })

function useReset(phone: string, refuse: (wrong: Wrong) => void) {
  const navigate = useNavigate()
  const { run, busy } = useAct(passwordReset)
  const reset = async (ask: Omit<Recovery, 'phone'>) => {
    const outcome = await run({ phone, ...ask })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        await navigate('/sign-in', { replace: true, state: { recovered: true } })
        return
      case 'wrong_code': {
        const left = outcome.facts.tries_left
        refuse({
          code: say(words(`${outcome.say}，还可以试 ${left} 次`, `${outcome.say}; ${left} tries left`)),
        })
        return
      }
      case 'code_expired':
        refuse({ code: outcome.say })
        return
      case 'bad_document':
        refuse({ document: outcome.say })
        return
      case 'weak_password':
        refuse({ password: outcome.say })
        return
      case 'challenge_gone':
        refuse({
          step: say(
            words('通行密钥这一步过期了，请重发验证码再试', 'That took too long: please send another code'),
          ),
        })
        return
      case 'bad_phone':
      case 'bad_image':
      case 'not_recognised':
        refuse({ step: outcome.say })
        return
      default:
        refuse({ step: troubled(outcome) })
    }
  }
  return { run: reset, busy }
}

/** Another code, and another challenge for a passkey. */
function Again({
  phone,
  onAsked,
  onWrong,
}: Pick<Props, 'phone' | 'onAsked'> & { onWrong: (wrong: Wrong) => void }) {
  const say = useSay()
  const { run, busy } = useAct(passwordForgot)
  const send = async () => {
    const outcome = await run({ phone })
    if (!outcome) return
    if (outcome.code === 'ok') onAsked(outcome.answer)
    else onWrong({ step: outcome.code === 'bad_phone' ? outcome.say : troubled(outcome) })
  }
  return (
    <button type="button" disabled={busy} onClick={() => void send()}>
      {say(words('重发验证码', 'Send again'))}
    </button>
  )
}

interface FaceProps {
  taken: boolean
  onTaken: (face: string) => void
  onWrong: (wrong: Wrong) => void
}

function Face({ taken, onTaken, onWrong }: FaceProps) {
  const say = useSay()
  const take = async (file: File) => {
    const face = await photo(file)
    if (face === null)
      onWrong({ step: say(words('这张图片看不了，请换一张', 'That picture cannot be read; try another')) })
    else onTaken(face)
  }
  return (
    <label className={style.camera}>
      <Icon name={taken ? 'check' : 'person'} size={30} />
      <strong>
        {say(
          taken
            ? words('已拍好，可重拍', 'Taken; tap to retake')
            : words('拍一张正脸', 'Photograph your face'),
        )}
      </strong>
      <span>
        {say(
          words(
            '只用来核验，不会保存；演示环境是模拟的',
            'Compared once and not kept; simulated in the demo',
          ),
        )}
      </span>
      <input
        type="file"
        accept="image/jpeg,image/png,image/webp"
        capture="user"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void take(file)
        }}
      />
    </label>
  )
}
