import { Link } from 'react-router'
import { cityPeople } from '@sycee/client'
import { Icon, useSay, words } from '@sycee/kit'
import { useRead } from '../shell/read'

/** In the demo the message arrives on a simulated phone, which can be opened beside. */
export function DemoPhone({ phone }: { phone: string }) {
  const say = useSay()
  const { answer } = useRead(cityPeople, {})
  if (!answer) return null
  return (
    <Link to={`/phone?number=${encodeURIComponent(phone)}`} target="sycee-phone">
      <Icon name="handset" size={18} />
      {say(words('打开模拟手机', 'Open the simulated phone'))}
    </Link>
  )
}
