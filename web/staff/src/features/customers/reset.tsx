/** Starting a reset: the customer's password is closed, and they set another one themselves. */

import { useState } from 'react'
import { Form, Modal } from 'antd'
import { newKey } from '@sycee/client'
import { customerReset } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'
import { troubleOf } from '../../shell/ask'
import { given, WhyForm, type Why } from '../../shell/why'

export function Reset({ customer, close, done }: { customer: number; close: () => void; done: () => void }) {
  const say = useSay()
  const [form] = Form.useForm<Why>()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function ask(why: Why): Promise<void> {
    setBusy(true)
    setTrouble('')
    const outcome = await customerReset({ customer, ...given(why) }, newKey())
    setBusy(false)
    if (outcome.code === 'ok') done()
    else setTrouble(troubleOf(outcome))
  }

  return (
    <Modal
      open
      title={say(words('发起密码重设', 'Start a reset of the password'))}
      okText={say(words('说明原因并停用密码', 'Give the reason and close the password'))}
      cancelText={say(words('取消', 'Cancel'))}
      okButtonProps={{ danger: true, type: 'primary', loading: busy }}
      onOk={() => {
        form.submit()
      }}
      onCancel={close}
      width={440}
    >
      <p style={{ margin: '0 0 12px', color: 'var(--ink2)' }}>
        {say(
          words(
            `客户 ${customer} 的登录密码立即停用，所有设备退出，客户收到短信，自己用“忘记密码”重设。您看不到也设不了密码；您的姓名、时间和原因会永久留档。`,
            `The password of customer ${customer} is closed at once and every device signed out. They are told by SMS and set another one themselves; you see and set none. Your name, the time and the reason are kept for good.`,
          ),
        )}
      </p>
      <WhyForm form={form} trouble={trouble} onFinish={(why) => void ask(why)} />
    </Modal>
  )
}
