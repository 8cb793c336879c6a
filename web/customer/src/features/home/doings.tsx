import { Link } from 'react-router'
import { Icon, useSay, words, type IconName, type Words } from '@sycee/kit'
import { useLine } from '../../shell/line'
import style from './home.module.css'

interface Doing {
  to: string
  icon: IconName
  words: Words
  line: Words
  /** Rests while there is no network. */ acts?: boolean
}

const DOINGS: readonly Doing[] = [
  {
    to: '/transfer',
    icon: 'transfer',
    words: words('转账', 'Transfer'),
    line: words('给家人、给朋友', 'To family, to friends'),
    acts: true,
  },
  {
    to: '/book',
    icon: 'book',
    words: words('明细查询', 'Entries'),
    line: words('钱花到哪了', 'Where it went'),
  },
  {
    to: '/transfer/own',
    icon: 'own',
    words: words('本人互转', 'Own accounts'),
    line: words('活期和储蓄之间', 'Between my accounts'),
    acts: true,
  },
  {
    to: '/bring',
    icon: 'upload',
    words: words('导入账单', 'Statements'),
    line: words('支付宝、微信、各家银行', 'Alipay, WeChat, banks'),
    acts: true,
  },
]

/** What one comes here to do. Only what exists. */
export function Doings() {
  const say = useSay()
  const { down } = useLine()
  return (
    <nav className={style.doings} aria-label={say(words('常用', 'Often used'))}>
      {DOINGS.map(({ to, icon, words: name, line, acts }) => {
        const inside = (
          <>
            <Icon name={icon} size={26} />
            <span>{say(name)}</span>
            <small>{say(line)}</small>
          </>
        )
        return acts && down ? (
          <a key={to} role="link" aria-disabled="true">
            {inside}
          </a>
        ) : (
          <Link key={to} to={to}>
            {inside}
          </Link>
        )
      })}
    </nav>
  )
}
