/** Signing in: login, password and the authenticator's code. */

import { useEffect, useState } from 'react'
import { Button, Form, Input } from 'antd'
import { newKey } from '@sycee/client'
import { cityClerks, staffStart, type CityClerk } from '@sycee/client/staff'
import { Icon, useSay, words } from '@sycee/kit'
import { troubleOf } from '../../shell/ask'
import { Switches } from '../../shell/frame'
import { Trouble } from '../../shell/panel'
import { recognise } from '../../shell/session'
import styles from './sign-in.module.css'

interface Fields {
  login: string
  password: string
  code: string
  chosen?: string
}

export function SignIn() {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const [first, setFirst] = useState(false)
  useEffect(() => {
    document.title = 'Sycee'
  }, [])

  async function enter(fields: Fields): Promise<void> {
    setBusy(true)
    setTrouble('')
    const outcome = await staffStart({ ...fields, login: fields.login.trim() }, newKey())
    setBusy(false)
    if (outcome.code === 'ok') {
      await recognise()
      return
    }
    setTrouble(
      outcome.code === 'bad_input'
        ? say(
            words('账号、密码和 6 位动态码都要填。', 'Login, password and a code of six digits are needed.'),
          )
        : troubleOf(outcome),
    )
    // A code that was not wrong is not used up: it stays for the password that is still to be chosen.
    if (outcome.code === 'password_due') setFirst(true)
    else form.setFieldValue('code', '')
  }

  return (
    <main className={styles.page}>
      <div className={styles.switches}>
        <Switches />
      </div>
      <section className={styles.card}>
        <h1>
          <Icon name="ingot" size={28} />
          {say(words('员工工作台', 'Staff console'))}
        </h1>
        <Form form={form} layout="vertical" onFinish={(fields) => void enter(fields)}>
          <Form.Item
            name="login"
            label={say(words('账号', 'Login'))}
            rules={[{ required: true, message: '' }]}
          >
            <Input autoComplete="username" autoFocus maxLength={40} />
          </Form.Item>
          <Form.Item
            name="password"
            label={say(words('密码', 'Password'))}
            rules={[{ required: true, message: '' }]}
          >
            <Input.Password autoComplete="current-password" maxLength={256} visibilityToggle={false} />
          </Form.Item>
          <Form.Item
            name="code"
            label={say(words('动态码', 'Code'))}
            extra={say(
              words('验证器上的 6 位数字，用过一次即失效', 'Six digits of your authenticator, good once'),
            )}
            rules={[{ required: true, message: '' }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
          {first && (
            <Form.Item
              name="chosen"
              label={say(
                words('自己的新密码（至少 12 位）', 'A password of your own, 12 characters or more'),
              )}
              rules={[{ required: true, min: 12, message: '' }]}
            >
              <Input.Password
                autoComplete="new-password"
                maxLength={256}
                visibilityToggle={false}
                autoFocus
              />
            </Form.Item>
          )}
          {trouble && <Trouble text={trouble} />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {say(words('登录', 'Sign in'))}
          </Button>
        </Form>
        <p className={styles.note}>
          {say(
            words(
              '您在这里查看的每位客户都会留下记录。15 分钟不操作会自动退出。',
              'Every customer you look at here is on record. After 15 idle minutes you are signed out.',
            ),
          )}
        </p>
      </section>
      <Simulated
        play={(clerk) => {
          form.setFieldsValue(clerk)
        }}
      />
    </main>
  )
}

/** The demo's member of staff. A bank that is no demo has no such verb, and nothing is shown. */
function Simulated({ play }: { play: (clerk: CityClerk) => void }) {
  const say = useSay()
  const [there, setThere] = useState<readonly CityClerk[]>([])
  useEffect(() => {
    void cityClerks({}).then((outcome) => {
      if (outcome.code === 'ok') setThere(outcome.answer.clerks)
    })
  }, [])
  async function fill(login: string): Promise<void> {
    const outcome = await cityClerks({})
    const clerk = outcome.code === 'ok' && outcome.answer.clerks.find((each) => each.login === login)
    if (clerk) play(clerk)
  }
  if (!there.length) return null
  return (
    <section className={styles.simulated}>
      <p>
        {say(
          words(
            '演示环境：员工和验证器都是模拟的，点一下填入当前动态码。',
            'A demo: member and authenticator are simulated. Press to fill in the code of this moment.',
          ),
        )}
      </p>
      {there.map(({ login, name }) => (
        <Button key={login} onClick={() => void fill(login)}>
          {name} · {login}
        </Button>
      ))}
    </section>
  )
}
