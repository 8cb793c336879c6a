import { partyMissing, type Lacking } from '@sycee/client'
import { List, ListRow, useSay, words, type IconName } from '@sycee/kit'
import { useRead } from '../shell/read'

const ICONS: Readonly<Record<Lacking['what'], IconName>> = {
  account: 'card',
  document: 'file',
  upgrade: 'shield',
  money: 'ingot',
  payee: 'people',
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
        title={first.why}
        caption={say(words(`为了${first.needed_for}`, `For ${first.needed_for}`))}
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
