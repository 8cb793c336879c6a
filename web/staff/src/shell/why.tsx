/** Why a member of staff asks: one of a closed list, and words of their own, which are kept with their name. */

import { Form, Input, Select, type FormInstance } from 'antd'
import type { Revealing } from '@sycee/client/staff'
import { useSay, words, type Words } from '@sycee/kit'
import { Trouble } from './panel'

const REASONS: Readonly<Record<Revealing['reason'], Words>> = {
  customer_asked: words('客户本人要求办理', 'The customer asked for it'),
  identity_check: words('核对身份', 'Checking who they are'),
  complaint: words('处理投诉', 'A complaint'),
  fraud: words('可疑交易核查', 'Suspected fraud'),
  authority: words('有权机关查询', 'An authority asks'),
}

export interface Why {
  reason: Revealing['reason']
  note: string
  case?: string
}

/** What is asked, as the bank takes it. */
export const given = (why: Why) => ({
  reason: why.reason,
  note: why.note.trim(),
  case: why.case?.trim() || null,
})

interface Props {
  form: FormInstance<Why>
  trouble: string
  onFinish: (why: Why) => void
}

export function WhyForm({ form, trouble, onFinish }: Props) {
  const say = useSay()
  return (
    <Form form={form} layout="vertical" onFinish={onFinish}>
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
  )
}
