import { Link } from 'react-router'
import { Icon, useSay, words, type IconName, type Words } from '@sycee/kit'
import style from './home.module.css'

interface Doing { to: string; icon: IconName; words: Words; line: Words }

const DOINGS: readonly Doing[] = [
  { to: '/transfer', icon: 'transfer', words: words('转账', 'Transfer'), line: words('给家人、给朋友', 'To family, to friends') },
  { to: '/book', icon: 'book', words: words('明细查询', 'Entries'), line: words('钱花到哪了', 'Where it went') },
  { to: '/transfer/own', icon: 'own', words: words('本人互转', 'Own accounts'), line: words('活期和储蓄之间', 'Between my accounts') },
  { to: '/bring', icon: 'upload', words: words('导入账单', 'Statements'), line: words('支付宝、工商银行', 'Alipay, ICBC') },
]

/** What one comes here to do. Only what exists. */
export function Doings() {
  const say = useSay()
  return (
    <nav className={style.doings} aria-label={say(words('常用', 'Often used'))}>
      {DOINGS.map(({ to, icon, words: name, line }) => (
        <Link key={to} to={to}><Icon name={icon} size={26} /><span>{say(name)}</span><small>{say(line)}</small></Link>
      ))}
    </nav>
  )
}
