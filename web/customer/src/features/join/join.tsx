import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { Icon, useSay, words, type Words } from '@sycee/kit'
import { CodeStep } from './code-step'
import { BLANK, STEPS, type Draft, type Joining, type Step, type Wrong } from './draft'
import { PapersStep } from './papers-step'
import { PasswordStep } from './password-step'
import { PhoneStep } from './phone-step'
import { Welcome } from './welcome'
import style from '../../pieces/first-steps.module.css'

const QUESTIONS: Readonly<Record<Step, { title: Words; line: Words }>> = {
  phone: {
    title: words('您的手机号是？', 'What is your phone number?'),
    line: words('以后用它登录，短信也发到这里', 'You will sign in with it, and messages arrive there'),
  },
  code: {
    title: words('收到的验证码是？', 'Which code did you get?'),
    line: words('', ''),
  },
  papers: {
    title: words('您的姓名和身份证号是？', 'What are your name and identity number?'),
    line: words('拍一下证件，或者直接填写', 'Photograph your identity card, or type them in'),
  },
  password: {
    title: words('设一个登录密码', 'Choose a password'),
    line: words(
      '8 位以上，别太常见，别用手机号和姓名',
      'Eight characters or more; not a common one, nor your name',
    ),
  },
}

/** Becoming a customer: one question per screen, four of them, under a minute. */
export default function Join() {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft>(BLANK)
  const [wrong, setWrong] = useState<Wrong>({})
  const [done, setDone] = useState(false)
  const step = STEPS.find((one) => one === search.get('step')) ?? 'phone'
  if (done) return <Welcome />
  // A reload forgets what was typed: then one begins at the beginning.
  if (step !== 'phone' && !draft.phone) return <Navigate to="/join" replace />
  const joining: Joining = {
    draft,
    wrong,
    change: (change) => {
      setDraft((before) => ({ ...before, ...change }))
      setWrong({})
    },
    refuse: setWrong,
    go: (next) => void navigate(next === 'phone' ? '/join' : `/join?step=${next}`),
  }
  return (
    <Asked step={step}>
      {step === 'phone' && <PhoneStep joining={joining} />}
      {step === 'code' && <CodeStep joining={joining} />}
      {step === 'papers' && <PapersStep joining={joining} />}
      {step === 'password' && (
        <PasswordStep
          joining={joining}
          onDone={() => {
            setDone(true)
          }}
        />
      )}
    </Asked>
  )
}

function Asked({ step, children }: { step: Step; children: React.ReactNode }) {
  const say = useSay()
  const navigate = useNavigate()
  const at = STEPS.indexOf(step)
  const { title, line } = QUESTIONS[step]
  const count = `${at + 1} / ${STEPS.length}`
  return (
    <main className={style.page}>
      <title>{say(words('开户 · Sycee', 'Join · Sycee'))}</title>
      <header className={style.head}>
        {at === 0 ? (
          <Link to="/sign-in" aria-label={say(words('返回登录', 'Back to sign in'))}>
            <Icon name="left" />
          </Link>
        ) : (
          <button
            type="button"
            aria-label={say(words('上一步', 'One step back'))}
            onClick={() => void navigate(-1)}
          >
            <Icon name="left" />
          </button>
        )}
        <span>{say(words('开户', 'Join'))}</span>
        <small>{count}</small>
      </header>
      <div
        className={style.progress}
        role="progressbar"
        aria-valuemin={1}
        aria-valuemax={STEPS.length}
        aria-valuenow={at + 1}
        aria-label={say(words('开户进度', 'Progress'))}
      >
        {STEPS.map((one, index) => (
          <span key={one} data-done={index <= at} />
        ))}
      </div>
      <div className={style.question}>
        <h1>{say(title)}</h1>
        {line.zh && <p>{say(line)}</p>}
      </div>
      {children}
    </main>
  )
}
