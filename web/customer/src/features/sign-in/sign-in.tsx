import { useEffect, useState, type SyntheticEvent } from 'react'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { partyMe, sessionStart, type CityPerson } from '@sycee/client'
import { Button, ButtonLink, choose, Field, Icon, Notice, say, useSay, useSettings, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { belongTo, whose } from '../../shell/kept'
import { begin } from '../../shell/line'
import { forgetAll } from '../../shell/read'
import { beginVisit } from '../../shell/tabs'
import { troubled } from '../../shell/trouble'
import { DemoPeople } from './demo-people'
import { Ingot } from './ingot'
import { PasskeyIn } from './passkey-in'
import style from './sign-in.module.css'

/** Sign in with phone and password; then back to where one was. */
export function SignIn() {
  const say = useSay()
  const [search] = useSearchParams()
  const state = useLocation().state as { ended?: boolean; recovered?: boolean } | null
  const ended = state?.ended ?? false
  const expired = ended || (search.has('back') && whose() !== null)
  const stopped = useStopped(expired)
  return (
    <div className={style.split}>
      <title>{say(words('登录 · Sycee', 'Sign in · Sycee'))}</title>
      <div className={style.art} aria-hidden="true">
        <Ingot />
        <p>
          {say(words('每一分钱，都有来处。', 'Every cent knows where it came from.'))}
          <small>
            {say(
              words(
                '转账写清给谁，账本记清为何，回单落章为凭。',
                'Named payees, a book that explains, receipts under seal.',
              ),
            )}
          </small>
        </p>
      </div>
      <main className={style.page}>
        <Brand />
        <div className={style.hello}>
          <h1>{say(words('您好，请登录', 'Welcome'))}</h1>
          <p>{say(words('用开户时的手机号', 'Sign in with the phone number of your account'))}</p>
        </div>
        {state?.recovered && (
          <Notice icon="check" title={say(words('新密码已生效', 'Your new password holds'))}>
            {say(
              words(
                '请用它登录。所有设备都已退出；三天内只能少量付款，以防有人冒用。',
                'Sign in with it. Every device was signed out, and for three days only little may be paid.',
              ),
            )}
          </Notice>
        )}
        {expired && stopped && (
          <Notice icon="shield" title={stopped}>
            {say(
              words(
                '如果不是您本人操作，请登录后让其他设备都退出。',
                'If that was not you, sign in and sign every other device out.',
              ),
            )}
          </Notice>
        )}
        {expired && !stopped && (
          <Notice icon="clock" title={say(words('登录已过期', 'Your session has ended'))}>
            {say(
              words(
                '为了安全请重新登录，登录后回到刚才那一页。',
                'Sign in again and you are back where you were.',
              ),
            )}
          </Notice>
        )}
        <Form />
        <Foot />
      </main>
    </div>
  )
}

/** The bank's own words, where another device has ended the session. */
function useStopped(expired: boolean): string | null {
  const [line, setLine] = useState<string | null>(null)
  useEffect(() => {
    if (!expired) return
    const asking = new AbortController()
    void partyMe({}, { signal: asking.signal, unasked: true }).then((outcome) => {
      if (outcome.code === 'not_signed_in' && outcome.facts.why === 'stopped') setLine(outcome.say)
    })
    return () => {
      asking.abort()
    }
  }, [expired])
  return line
}

function Brand() {
  const { language } = useSettings()
  const next = language === 'zh' ? 'en' : 'zh'
  return (
    <div className={style.brand}>
      <Icon name="ingot" size={36} />
      Sycee
      <small>
        <button
          type="button"
          lang={next === 'en' ? 'en' : 'zh-CN'}
          onClick={() => {
            choose({ language: next })
          }}
        >
          {next === 'en' ? 'English' : '中文'}
        </button>
      </small>
    </div>
  )
}

interface Wrong {
  phone?: string
  password?: string
  form?: string
}

function Form() {
  const say = useSay()
  const [phone, setPhone] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})
  const enter = useEnter(setWrong)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const missing = check(phone, password)
    setWrong(missing)
    if (!missing.phone && !missing.password) void enter.run(phone.trim(), password)
  }
  const fill = (person: CityPerson) => {
    setPhone(person.phone)
    setPassword(person.password)
    setWrong({})
  }
  return (
    <>
      <form className={style.form} onSubmit={submit} noValidate>
        <Field
          label={say(words('手机号', 'Phone number'))}
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="username"
          value={phone}
          onChange={setPhone}
          wrong={wrong.phone}
        />
        <Field
          label={say(words('密码', 'Password'))}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          wrong={wrong.password ?? wrong.form}
        />
        <Button kind="act" wide submit busy={enter.busy}>
          {say(enter.busy ? words('正在登录…', 'Signing in…') : words('登录', 'Sign in'))}
        </Button>
      </form>
      <PasskeyIn onIn={enter.arrive} />
      <Otherwise />
      <DemoPeople onChoose={fill} chosen={phone} />
    </>
  )
}

function check(phone: string, password: string): Wrong {
  return {
    ...(!phone.trim() && { phone: say(words('请填手机号', 'Please give your phone number')) }),
    ...(!password && { password: say(words('请填密码', 'Please give your password')) }),
  }
}

function useEnter(tell: (wrong: Wrong) => void) {
  const { run, busy } = useAct(sessionStart)
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const arrive = async () => {
    forgetAll()
    begin()
    const first = await beginVisit()
    await navigate(inside(search.get('back')) ?? first, { replace: true })
  }
  const enter = async (phone: string, password: string) => {
    const outcome = await run({ phone, password })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        belongTo(phone)
        await arrive()
        return
      case 'wrong_credentials':
      case 'password_closed':
        tell({ password: outcome.say })
        return
      case 'bad_phone':
        tell({ phone: outcome.say })
        return
      default:
        tell({ [outcome.field === 'phone' ? 'phone' : 'form']: troubled(outcome) })
    }
  }
  return { run: enter, busy, arrive }
}

/** Only a path of this app may be gone back to. */
function inside(back: string | null): string | null {
  return back && /^\/(?![/\\])/.test(back) ? back : null
}

function Otherwise() {
  const say = useSay()
  return (
    <p className={style.newcomer}>
      <Link to="/forgot">{say(words('忘记密码', 'I forgot my password'))}</Link>
      <span>{say(words('还没有账户？', 'No account yet?'))}</span>
      <Link to="/join">{say(words('一分钟开户', 'Join in a minute'))}</Link>
      <Link to="/verify">{say(words('核验对账单', 'Check a statement'))}</Link>
    </p>
  )
}

function Foot() {
  const say = useSay()
  const { edition } = useSettings()
  const elder = edition === 'elder'
  return (
    <div className={style.foot}>
      <Button
        kind="quiet"
        icon="letters"
        onPress={() => {
          choose({ edition: elder ? 'standard' : 'elder' })
        }}
      >
        {say(elder ? words('换回标准版', 'Standard edition') : words('大字版', 'Large type'))}
      </Button>
      <ButtonLink kind="quiet" icon="sliders" to="/sign-in/settings">
        {say(words('设置', 'Settings'))}
      </ButtonLink>
    </div>
  )
}
