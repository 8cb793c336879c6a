import { useState } from 'react'
import { Link } from 'react-router'
import type { RecoveryAsked } from '@sycee/client'
import { Icon, useSay, words } from '@sycee/kit'
import { AnewStep } from './anew-step'
import { PhoneStep } from './phone-step'
import style from '../../pieces/first-steps.module.css'

/** A forgotten password: the phone first, then everything that shows that it is its customer who asks. */
export default function Recover() {
  const say = useSay()
  const [phone, setPhone] = useState('')
  const [asked, setAsked] = useState<RecoveryAsked | null>(null)
  return (
    <main className={style.page}>
      <title>{say(words('找回密码 · Sycee', 'Recover · Sycee'))}</title>
      <header className={style.head}>
        <Link to="/sign-in" aria-label={say(words('返回登录', 'Back to sign in'))}>
          <Icon name="left" />
        </Link>
        <span>{say(words('找回密码', 'Recover my password'))}</span>
      </header>
      <div className={style.question}>
        <h1>
          {say(
            asked
              ? words('核验本人，设一个新密码', 'Show that it is you, and choose another')
              : words('您登录用的手机号是？', 'Which phone number do you sign in with?'),
          )}
        </h1>
        <p>
          {say(
            words(
              '您已有的通行密钥和身份验证器不变，也不能用找回密码绕过它们',
              'Your passkeys and authenticator stay as they are, and this goes round none of them',
            ),
          )}
        </p>
      </div>
      {asked ? (
        <AnewStep phone={phone} asked={asked} onAsked={setAsked} />
      ) : (
        <PhoneStep phone={phone} onPhone={setPhone} onAsked={setAsked} />
      )}
    </main>
  )
}
