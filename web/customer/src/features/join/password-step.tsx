import { useState, type SyntheticEvent } from 'react'
import { joinFinish } from '@sycee/client'
import { Button, Field, Note, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { belongTo } from '../../shell/kept'
import { begin } from '../../shell/line'
import { forgetAll } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import type { Joining } from './draft'
import style from '../../pieces/first-steps.module.css'

/** Fourth: a password and consent; then one is a customer. */
export function PasswordStep({ joining, onDone }: { joining: Joining; onDone: () => void }) {
  const say = useSay()
  const { draft, wrong, change, refuse } = joining
  const [reading, setReading] = useState(false)
  const finishing = useFinish(joining, onDone)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!draft.password) refuse({ password: say(words('请设一个密码', 'Please choose a password')) })
    else if (!draft.agree)
      refuse({ agree: say(words('请先阅读并同意开户协议', 'Please read the terms and agree first')) })
    else void finishing.run()
  }
  return (
    <form className={style.form} noValidate onSubmit={submit}>
      <input type="text" name="username" autoComplete="username" value={draft.phone} readOnly hidden />
      <Field
        label={say(words('登录密码', 'Password'))}
        name="new-password"
        type="password"
        autoComplete="new-password"
        autoFocus
        maxLength={128}
        value={draft.password}
        onChange={(password) => {
          change({ password })
        }}
        wrong={wrong.password}
      />
      <div className={style.agree}>
        <label>
          <input
            type="checkbox"
            checked={draft.agree}
            onChange={(event) => {
              change({ agree: event.target.checked })
            }}
          />
          {say(words('我已阅读并同意', 'I have read and agree to the'))}
        </label>
        <button
          type="button"
          onClick={() => {
            setReading(true)
          }}
        >
          {say(words('《开户协议》', 'terms'))}
        </button>
      </div>
      <Note id="join-note" wrong={wrong.agree ?? wrong.step} />
      <Button kind="seal" wide submit busy={finishing.busy}>
        {say(finishing.busy ? words('正在开户…', 'Opening…') : words('开户', 'Open my account'))}
      </Button>
      <Terms
        open={reading}
        onClose={() => {
          setReading(false)
        }}
      />
    </form>
  )
}

function useFinish({ draft, refuse, go }: Joining, onDone: () => void) {
  const { run, busy } = useAct(joinFinish)
  const finish = async () => {
    const { phone, code, document, password, agree, until } = draft
    const name = draft.name.trim()
    const outcome = await run({ phone, code, name, document, password, agree, valid_until: until })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        belongTo(phone)
        forgetAll()
        begin()
        onDone()
        return
      case 'weak_password':
        refuse({ password: outcome.say })
        return
      case 'not_agreed':
        refuse({ agree: outcome.say })
        return
      case 'bad_document':
      case 'too_young':
      case 'document_expired':
      case 'already_customer':
        refuse({ document: outcome.say })
        go('papers')
        return
      case 'identity_mismatch':
        refuse({ name: outcome.say })
        go('papers')
        return
      case 'wrong_code':
      case 'code_expired':
        refuse({ code: outcome.say })
        go('code')
        return
      case 'phone_taken':
      case 'bad_phone':
        refuse({ phone: outcome.say })
        go('phone')
        return
      default:
        refuse({ step: troubled(outcome) })
    }
  }
  return { run: finish, busy }
}

function Terms({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay()
  return (
    <Sheet title={say(words('开户协议', 'Terms'))} open={open} onClose={onClose}>
      <div className={style.terms}>
        {TERMS.map((term) => (
          <p key={term.en}>{say(term)}</p>
        ))}
        <Button kind="act" wide onPress={onClose}>
          {say(words('看完了', 'Done reading'))}
        </Button>
      </div>
    </Sheet>
  )
}

const TERMS = [
  words(
    '一、您用自己的手机号和有效身份证开户，信息真实、属于本人。',
    '1. You open this account with your own phone number and a valid identity card.',
  ),
  words(
    '二、自助开立的是Ⅱ类户：每天最多转给别人 10,000 元；核验本人后可升级为Ⅰ类户。',
    '2. It is a class II account: at most 10,000 yuan a day goes to others. A check of your face makes it class I.',
  ),
  words(
    '三、密码和验证码只有您知道，银行员工不会索要；付款前会让您看清收款人和金额。',
    '3. Password and codes are yours alone; our staff never ask. You see payee and amount before you pay.',
  ),
  words(
    '四、证件号码加密保存，证件照片和人脸照片不保存；您可以随时销户。',
    '4. Your identity number is kept sealed; pictures are not kept. You may close the account at any time.',
  ),
  words(
    '五、这是演示银行：短信、证件识别、身份核验和人脸核验都是模拟的，账户里的钱也是。',
    '5. In a demo, messages and the checks of documents and faces are simulated, and so is the money.',
  ),
]
