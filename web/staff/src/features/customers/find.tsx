/** Finding a customer. They are shown masked. */

import { Input, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { customerFind, type CustomerFound } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Nothing, Panel, Trouble } from '../../shell/panel'
import { Rows } from '../../shell/rows'
import { useState } from 'react'

const BY = {
  phone: words('按手机号', 'by mobile number'),
  account: words('按账号', 'by account number'),
  number: words('按客户号', 'by customer number'),
  name: words('按姓名', 'by name'),
}

export default function Find() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  // What was typed is a customer's data: it stays out of the address, which history and logs keep.
  const [text, setText] = useState('')
  const { answer, trouble, loading, again } = useAsk(customerFind, text ? { text } : null)
  const columns: TableColumnsType<CustomerFound> = [
    {
      title: say(words('客户号', 'Number')),
      dataIndex: 'customer',
      render: (customer: number) => <Link to={`/customers/${customer}`}>{customer}</Link>,
    },
    { title: say(words('姓名', 'Name')), dataIndex: 'name' },
    { title: say(words('手机', 'Mobile')), dataIndex: 'phone' },
    { title: say(words('证件', 'Document')), dataIndex: 'document' },
    { title: say(words('开户日', 'Since')), dataIndex: 'joined_on' },
  ]
  return (
    <Panel
      title={say(words('查找客户', 'Find a customer'))}
      extra={answer && <span>{say(BY[answer.by])}</span>}
    >
      <div style={{ padding: 12, maxWidth: 560 }}>
        <Input.Search
          aria-label={say(words('手机号、账号、客户号或姓名', 'Mobile, account or customer number, or name'))}
          placeholder={say(
            words('完整的手机号、账号、客户号或姓名', 'A whole mobile, account or customer number, or name'),
          )}
          enterButton={say(words('查找', 'Find'))}
          maxLength={60}
          autoFocus
          loading={loading}
          onSearch={(written) => {
            if (search.size) setSearch({})
            setText(written.trim())
          }}
        />
      </div>
      {trouble && <Trouble text={trouble} again={again} />}
      {answer && (
        <Rows
          label={say(words('客户', 'Customers'))}
          rowKey="customer"
          columns={columns}
          dataSource={answer.customers}
          locale={{
            emptyText: (
              <Nothing
                text={say(
                  words(
                    '没有这样的客户。要写完整，不支持部分匹配。',
                    'There is no such customer. Write it in full: parts find nobody.',
                  ),
                )}
              />
            ),
          }}
        />
      )}
      {answer?.more && (
        <Trouble
          text={say(
            words('同名客户超过 20 位，请改用手机号或账号。', 'More than 20 of that name: use a number.'),
          )}
        />
      )}
    </Panel>
  )
}
