import type { AccountListAnswer } from '@sycee/client'
import { Empty, figure, List, ListRow, Tag, useSay, useSettings, words } from '@sycee/kit'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'

/** My accounts with the bank, one row each, leading to their entries. */
export function AccountRows({ of }: { of: Reading<AccountListAnswer, never> }) {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <Show of={of} rows={2}>
      {({ accounts: all }) => {
        const accounts = all.filter(({ state }) => state !== 'closed')
        return accounts.length === 0 ? (
          <Empty icon="card" title={say(words('还没有账户', 'No account yet'))} />
        ) : (
          <List>
            {accounts.map((account) => (
              <ListRow
                key={account.id}
                tile={account.kind === 'savings' ? 'safe' : 'card'}
                title={account.title}
                caption={say(words(`尾号 ${account.tail}`, `ending ${account.tail}`))}
                to={`/book?accounts=own:${account.id}`}
                end={veiled ? '＊＊＊＊' : figure(account.balance)}
                more
                tag={
                  account.state === 'frozen' ? (
                    <Tag tone="ochre">{say(words('冻结', 'frozen'))}</Tag>
                  ) : undefined
                }
              />
            ))}
          </List>
        )
      }}
    </Show>
  )
}
