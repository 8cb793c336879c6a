/** What one customer would see on their first page, and why: for a reason, which is kept with the name of who asked. */

import { useState } from 'react'
import { Button, Form, Input, Modal } from 'antd'
import { Link } from 'react-router'
import { newKey } from '@sycee/client'
import { modelPreview, type ModelPreviewAnswer } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'
import { troubleOf } from '../../shell/ask'
import { Bar, Nothing, Panel } from '../../shell/panel'
import { given, WhyForm, type Why } from '../../shell/why'
import styles from './models.module.css'

interface Seen {
  readonly customer: number
  readonly answer: ModelPreviewAnswer
}

export function Preview() {
  const say = useSay()
  const [asking, setAsking] = useState<number | null>(null)
  const [seen, setSeen] = useState<Seen | null>(null)
  const name = say(words('客户号', 'Customer number'))
  return (
    <Panel
      title={say(words('一位客户会看到什么', 'What one customer would see'))}
      extra={say(words('需说明原因，永久留档', 'For a reason, kept for good'))}
    >
      <Bar>
        <Input.Search
          aria-label={name}
          placeholder={name}
          inputMode="numeric"
          maxLength={15}
          style={{ width: 240 }}
          enterButton={say(words('查看', 'Show'))}
          onSearch={(written, event) => {
            // Else the same Enter presses what has the focus in the dialog that it opened, and closes it.
            event?.preventDefault()
            if (/^[1-9]\d*$/.test(written.trim())) setAsking(Number(written.trim()))
          }}
        />
        {seen && (
          <Button
            onClick={() => {
              setSeen(null)
            }}
          >
            {say(words('收起', 'Put away'))}
          </Button>
        )}
      </Bar>
      {seen && <Shown of={seen} />}
      {asking !== null && (
        <Asking
          customer={asking}
          close={() => {
            setAsking(null)
          }}
          show={(answer) => {
            setSeen({ customer: asking, answer })
            setAsking(null)
          }}
        />
      )}
    </Panel>
  )
}

function Shown({ of: { customer, answer } }: { of: Seen }) {
  const say = useSay()
  const by = answer.version
    ? words(`由版本 ${answer.version} 挑选`, `chosen by version ${answer.version}`)
    : words('不是学出来的版本挑选的', 'not chosen by what was learned')
  const off = words('；客户关闭了个性化推荐', '; they turned personal recommendations off')
  return (
    <>
      <p className={styles.note}>
        {say(words(`客户 ${customer}：`, `Customer ${customer}: `))}
        {say(by)}
        {!answer.personal && say(off)}
      </p>
      {answer.items.length === 0 && <Nothing text={say(words('没有合适的。', 'Nothing suits.'))} />}
      <ol className={styles.seen}>
        {answer.items.map((item) => (
          <li key={item.item}>
            <b>{item.title}</b>
            <span>
              {item.why}
              {item.by_lot && say(words('（抽签试展示）', ' (tried out by lot)'))}
            </span>
            <Link to={`/graph?node=${encodeURIComponent(item.item)}`}>{item.item}</Link>
          </li>
        ))}
      </ol>
    </>
  )
}

function Asking(props: { customer: number; close: () => void; show: (answer: ModelPreviewAnswer) => void }) {
  const { customer, close, show } = props
  const say = useSay()
  const [form] = Form.useForm<Why>()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const ask = async (why: Why): Promise<void> => {
    setBusy(true)
    setTrouble('')
    const outcome = await modelPreview({ customer, ...given(why) }, newKey())
    setBusy(false)
    if (outcome.code === 'ok') show(outcome.answer)
    else setTrouble(troubleOf(outcome))
  }
  return (
    <Modal
      open
      title={say(words(`客户 ${customer} 会看到什么`, `What customer ${customer} would see`))}
      okText={say(words('说明原因并查看', 'Give the reason and show'))}
      cancelText={say(words('取消', 'Cancel'))}
      okButtonProps={{ danger: true, type: 'primary', loading: busy }}
      onOk={() => {
        form.submit()
      }}
      onCancel={close}
      width={440}
    >
      <p className={styles.hint}>
        {say(
          words(
            '推荐的理由会透露客户看过和用过什么。您的姓名、时间和原因会永久留档。',
            'Reasons tell what a customer read and used. Your name, the time and the reason are kept for good.',
          ),
        )}
      </p>
      <WhyForm form={form} trouble={trouble} onFinish={(why) => void ask(why)} />
    </Modal>
  )
}
