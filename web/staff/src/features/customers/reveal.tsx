/** Asking to see something whole: for a reason, which is kept with the name of who asked. */

import { useState } from 'react'
import { Form, Modal } from 'antd'
import { newKey } from '@sycee/client'
import { customerReveal, type Revealing } from '@sycee/client/staff'
import { useSay, words, type Words } from '@sycee/kit'
import { troubleOf } from '../../shell/ask'
import { given, WhyForm, type Why } from '../../shell/why'

const FIELDS: Readonly<Record<Revealing['field'], Words>> = {
  name: words('姓名', 'name'),
  phone: words('手机号', 'mobile number'),
  document: words('证件号', 'document number'),
}
export function Reveal(props: {
  customer: number
  field: Revealing['field']
  close: () => void
  reveal: (value: string) => void
}) {
  const { customer, field, close, reveal } = props
  const say = useSay()
  const [form] = Form.useForm<Why>()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function ask(why: Why): Promise<void> {
    setBusy(true)
    setTrouble('')
    const outcome = await customerReveal({ customer, field, ...given(why) }, newKey())
    setBusy(false)
    if (outcome.code === 'ok') reveal(outcome.answer.value)
    else setTrouble(troubleOf(outcome))
  }

  return (
    <Modal
      open
      title={say(words(`查看完整${FIELDS[field].zh}`, `Reveal the ${FIELDS[field].en}`))}
      okText={say(words('说明原因并查看', 'Give the reason and reveal'))}
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
            `客户 ${customer}。您的姓名、时间和原因会永久留档；内容显示 60 秒。`,
            `Customer ${customer}. Your name, the time and the reason are kept for good. It is shown for 60 seconds.`,
          ),
        )}
      </p>
      <WhyForm form={form} trouble={trouble} onFinish={(why) => void ask(why)} />
    </Modal>
  )
}
