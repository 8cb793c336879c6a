/** A customer's page: masked, with what may be revealed for a reason. */

import { useCallback, useState } from 'react'
import { Button, Skeleton, Tag, type TableColumnsType } from 'antd'
import { Link, useParams } from 'react-router'
import { customerShow, type Revealing, type ShownAccount } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Facts, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { useRight } from '../../shell/session'
import { Reset } from './reset'
import { Reveal } from './reveal'
import { Uncovered } from './uncovered'

type Field = Revealing['field']

const STATE = {
  open: words('正常', 'Open'),
  frozen: words('冻结', 'Frozen'),
  closed: words('已销户', 'Closed'),
}
const DOCUMENTS: Readonly<Record<string, ReturnType<typeof words>>> = {
  resident_id: words('居民身份证', 'Resident identity card'),
}

export default function Customer() {
  const { customer = '' } = useParams()
  // Another customer is another page: nothing revealed of one is left on the other's.
  return <Page key={customer} customer={Number(customer) || 0} />
}

function Page({ customer }: { customer: number }) {
  const say = useSay()
  const mayReveal = useRight('reveal')
  const mayReset = useRight('reset')
  const mayEntries = useRight('entries')
  const mayRecords = useRight('records')
  const { answer, trouble, loading, again } = useAsk(customerShow, { customer })
  const [asking, setAsking] = useState<Field | null>(null)
  const [resetting, setResetting] = useState<'asked' | 'done' | null>(null)
  const [shown, setShown] = useState<Partial<Record<Field, string | undefined>>>({})
  const cover = useCallback((field: Field) => {
    setShown((now) => ({ ...now, [field]: undefined }))
  }, [])
  if (trouble) return <Trouble text={trouble} again={again} />
  if (loading || !answer) return <Skeleton active={false} />
  const who = answer.customer
  const value = (field: Field, masked: string) => {
    const whole = shown[field]
    if (whole !== undefined) return <Uncovered value={whole} field={field} cover={cover} />
    return (
      <>
        {masked}{' '}
        {mayReveal && (
          <Button
            size="small"
            onClick={() => {
              setAsking(field)
            }}
          >
            {say(words('查看完整', 'Reveal'))}
          </Button>
        )}
      </>
    )
  }
  const columns: TableColumnsType<ShownAccount> = [
    { title: say(words('账户', 'Account')), dataIndex: 'title' },
    { title: say(words('尾号', 'Tail')), dataIndex: 'tail' },
    { title: say(words('余额区间', 'Range')), dataIndex: 'range', align: 'right' },
    { title: say(words('币种', 'Asset')), dataIndex: 'asset' },
    {
      title: say(words('状态', 'State')),
      dataIndex: 'state',
      render: (state: ShownAccount['state']) => <Tag>{say(STATE[state])}</Tag>,
    },
  ]
  return (
    <>
      <Panel
        title={say(words(`客户 ${who.customer}`, `Customer ${who.customer}`))}
        extra={
          <>
            {mayReset && (
              <Button
                size="small"
                danger
                disabled={resetting === 'done'}
                onClick={() => {
                  setResetting('asked')
                }}
              >
                {say(
                  resetting === 'done'
                    ? words('密码已停用，客户已收到通知', 'Closed; the customer is told')
                    : words('发起密码重设', 'Start a reset'),
                )}
              </Button>
            )}
            {mayEntries && <Link to={`/customers/${who.customer}/life`}>{say(words('历程', 'Life'))}</Link>}
            {mayEntries && (
              <Link to={`/entries?customer=${who.customer}`}>{say(words('账户与明细', 'Entries'))}</Link>
            )}
            {mayRecords && (
              <Link to={`/records?customer=${who.customer}`}>{say(words('业务记录', 'Records'))}</Link>
            )}
          </>
        }
      >
        <Facts
          rows={[
            [say(words('姓名', 'Name')), value('name', who.name)],
            [say(words('手机', 'Mobile')), value('phone', who.phone)],
            [say(DOCUMENTS[who.document_kind] ?? words('证件', 'Document')), value('document', who.document)],
            [say(words('开户日', 'Customer since')), who.joined_on],
          ]}
        />
      </Panel>
      <Panel title={say(words('账户', 'Accounts'))}>
        <Rows
          label={say(words('账户', 'Accounts'))}
          rowKey="account"
          columns={columns}
          dataSource={answer.accounts}
        />
      </Panel>
      {resetting === 'asked' && (
        <Reset
          customer={who.customer}
          close={() => {
            setResetting(null)
          }}
          done={() => {
            setResetting('done')
          }}
        />
      )}
      {asking && (
        <Reveal
          customer={who.customer}
          field={asking}
          close={() => {
            setAsking(null)
          }}
          reveal={(whole) => {
            setShown({ ...shown, [asking]: whole })
            setAsking(null)
          }}
        />
      )}
    </>
  )
}
