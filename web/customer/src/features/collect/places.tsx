import { List, ListRow, useSay, words, type IconName, type Words } from '@sycee/kit'

interface Place {
  to: string
  icon: IconName
  title: Words
  caption: Words
}

const PLACES: readonly Place[] = [
  {
    to: '/collect',
    icon: 'download',
    title: words('收款码', 'Be paid'),
    caption: words('给别人扫，钱进我的账户', 'Others scan it and pay me'),
  },
  {
    to: '/paycode',
    icon: 'upload',
    title: words('付款码', 'Pay code'),
    caption: words('给商家扫，200 元以内直接付', 'A shop scans it: up to 200 at once'),
  },
  {
    to: '/scan',
    icon: 'search',
    title: words('扫一扫付款', 'Pay by code'),
    caption: words('扫、选图或输入对方的收款码', 'Scan, choose a picture or type a code'),
  },
  {
    to: '/charge',
    icon: 'basket',
    title: words('扫付款码收款', 'Charge a pay code'),
    caption: words('对方出示付款码，我来收', 'They show theirs, I charge it'),
  },
]

/** The other things one does with codes. */
export function Places({ but }: { but: string }) {
  const say = useSay()
  return (
    <List>
      {PLACES.filter(({ to }) => to !== but).map(({ to, icon, title, caption }) => (
        <ListRow key={to} tile={icon} title={say(title)} caption={say(caption)} to={to} more />
      ))}
    </List>
  )
}
