/** Asking to see something whole: for a reason, which is kept with the name of who asked. */

import { useState } from 'react'
import { Form, Input, Modal, Select } from 'antd'
import { newKey } from '@sycee/client'
import { customerReveal, type Revealing } from '@sycee/client/staff'
import { useSay, words, type Words } from '@sycee/kit'
import { troubleOf } from '../../shell/ask'
import { Trouble } from '../../shell/panel'

const FIELDS: Readonly<Record<Revealing['field'], Words>> = {
  name: words('姓名', 'name'),
  phone: words('手机号', 'mobile number'),
  document: words('证件号', 'document number'),
}
const REASONS: Readonly<Record<Revealing['reason'], Words>> = {
  customer_asked: words('客户本人要求办理', 'The customer asked for it'),
  identity_check: words('核对身份', 'Checking who they are'),
  complaint: words('处理投诉', 'A complaint'),
  fraud: words('可疑交易核查', 'Suspected fraud'),
  authority: words('有权机关查询', 'An authority asks'),
}

interface Why {
  reason: Revealing['reason']
  note: string
  case?: string
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
    const note = why.note.trim()
    const outcome = await customerReveal(
      { customer, field, reason: why.reason, note, case: why.case?.trim() || null },
      newKey(),
    )
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
      <Form form={form} layout="vertical" onFinish={(why) => void ask(why)}>
        <Form.Item
          name="reason"
          label={say(words('原因', 'Reason'))}
          rules={[{ required: true, message: say(words('请选择原因', 'Choose a reason')) }]}
        >
          <Select
            options={Object.entries(REASONS).map(([value, words]) => ({ value, label: say(words) }))}
            placeholder={say(words('请选择', 'Choose'))}
          />
        </Form.Item>
        <Form.Item
          name="note"
          label={say(words('说明（不少于 8 个字）', 'In your words, 8 characters or more'))}
          rules={[
            {
              required: true,
              whitespace: true,
              min: 8,
              message: say(words('请写清楚，不少于 8 个字', 'Please say it in 8 characters or more')),
            },
          ]}
        >
          <Input.TextArea rows={3} maxLength={200} />
        </Form.Item>
        <Form.Item name="case" label={say(words('工单号（可不填）', 'Case number, if there is one'))}>
          <Input maxLength={40} />
        </Form.Item>
        {trouble && <Trouble text={trouble} />}
      </Form>
    </Modal>
  )
}
