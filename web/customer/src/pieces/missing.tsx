import { partyMissing, type Lacking } from '@sycee/client'
import { List, ListRow, useSay, words, type IconName, type Words } from '@sycee/kit'
import { useRead } from '../shell/read'

const ICONS: Readonly<Record<Lacking['what'], IconName>> = {
  account: 'card',
  document: 'file',
  upgrade: 'shield',
  money: 'ingot',
  payee: 'people',
}

const STEPS: Readonly<Record<Lacking['what'], Words>> = {
  account: words('开一个账户', 'Open an account'),
  document: words('更新证件', 'Renew your document'),
  upgrade: words('升级为Ⅰ类户，转得更多', 'Upgrade to class I for more'),
  money: words('让别人付给您', 'Let others pay you'),
  payee: words('添加收款人', 'Add a payee'),
}

/** What is missing, before it is needed: one line with the step to take; nothing where nothing is. */
export function Missing({ account }: { account?: number | undefined }) {
  const say = useSay()
  const { answer } = useRead(partyMissing, {})
  const first = answer?.missing[0]
  if (!first) return null
  const to = placeOf(first, account)
  return (
    <List label={say(words('还缺什么', 'What is missing'))}>
      <ListRow
        tile={ICONS[first.what]}
        title={say(STEPS[first.what])}
        caption={first.why}
        {...(to && { to, more: true })}
      />
    </List>
  )
}

function placeOf({ what }: Lacking, account: number | undefined): string | null {
  switch (what) {
    case 'upgrade':
      return account === undefined ? '/accounts' : `/accounts/${account}/upgrade`
    case 'account':
    case 'money':
      return '/accounts'
    case 'payee':
      return '/transfer/new'
    case 'document':
      return null
  }
}
