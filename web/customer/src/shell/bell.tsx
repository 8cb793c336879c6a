import { NavLink } from 'react-router'
import { messageUnread } from '@sycee/client'
import { Icon, look, useSay, words } from '@sycee/kit'
import { useRead } from './read'
import style from './bell.module.css'

/** How many messages wait, and the way to them: in the head of a page, or with its word in the rail. */
export function Bell({ named = false }: { named?: boolean }) {
  const say = useSay()
  const count = useRead(messageUnread, {}).answer?.unread ?? 0
  const some = count > 99 ? '99+' : String(count)
  const name =
    count > 0
      ? say(words(`消息，${some} 条未读`, `Messages, ${some} unread`))
      : say(words('消息', 'Messages'))
  return (
    // In the rail its name is what is seen and what is to be added: whoever speaks to their computer says what they read.
    <NavLink
      to="/messages"
      aria-label={named ? undefined : name}
      className={look(style.bell, named ? style.named : style.alone)}
    >
      {({ isActive }) => (
        <>
          <span className={style.mark}>
            <Icon name="bell" size={named ? 22 : 24} here={isActive} />
            {count > 0 && !named && <span className={style.count}>{some}</span>}
          </span>
          {named && say(words('消息', 'Messages'))}
          {named && count > 0 && (
            <>
              <span className={style.count}>{some}</span>
              <span className="unseen">{say(words('条未读', 'unread'))}</span>
            </>
          )}
        </>
      )}
    </NavLink>
  )
}
