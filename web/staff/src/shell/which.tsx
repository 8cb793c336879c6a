/** The customer that a page is about: in its address, so that pages lead to one another. */

import { Input } from 'antd'
import { useSearchParams } from 'react-router'
import { useSay, words } from '@sycee/kit'

export function useCustomer(): number | null {
  const [search] = useSearchParams()
  const written = search.get('customer') ?? ''
  return /^[1-9]\d{0,15}$/.test(written) ? Number(written) : null
}

export function WhichCustomer() {
  const say = useSay()
  const [, setSearch] = useSearchParams()
  const customer = useCustomer()
  const name = say(words('客户号', 'Customer number'))
  return (
    <Input.Search
      key={customer}
      aria-label={name}
      placeholder={name}
      defaultValue={customer ?? ''}
      inputMode="numeric"
      maxLength={16}
      style={{ width: 220 }}
      enterButton={say(words('查看', 'Show'))}
      onSearch={(written) => {
        if (/^[1-9]\d*$/.test(written.trim())) setSearch({ customer: written.trim() })
      }}
    />
  )
}
