import { Link } from 'react-router'
import { messageRead, type InboxMessage } from '@sycee/client'
import { clockOf, Icon, look, Tile, useSay, words, type IconName } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { placeOf } from './places'
import style from './messages.module.css'

const TILES: Record<InboxMessage['kind'], IconName> = {
  service: 'ingot',
  security: 'shield',
  marketing: 'ticket',
}

/** One message whole, with a vermilion dot until it was opened; what it is about is a press away. */
export function MessageRow({ message }: { message: InboxMessage }) {
  const reading = useAct(messageRead)
  const place = placeOf(message)
  const open = () => {
    if (message.read) return
    // What was not marked stays unread, and is marked when it is opened again.
    void reading.run({ messages: [message.id] }).then(() => {
      forget('message.')
    })
  }
  const shape = look(style.message, !message.read && style.new)
  if (place)
    return (
      <Link className={shape} to={place} onClick={open}>
        <Inside message={message} more />
      </Link>
    )
  if (message.read)
    return (
      <div className={shape}>
        <Inside message={message} />
      </div>
    )
  return (
    <button type="button" className={shape} onClick={open}>
      <Inside message={message} />
    </button>
  )
}

function Inside({ message, more = false }: { message: InboxMessage; more?: boolean }) {
  const say = useSay()
  return (
    <>
      <Tile of={TILES[message.kind]} />
      <span className={style.text}>
        <span className={style.title}>
          {!message.read && (
            <span className={style.dot} role="img" aria-label={say(words('未读', 'Unread'))} />
          )}
          <strong>{message.title}</strong>
          <time dateTime={message.at}>{clockOf(message.at)}</time>
        </span>
        <span className={style.words}>{message.text}</span>
      </span>
      {more && (
        <span className={style.more}>
          <Icon name="right" size={16} />
        </span>
      )}
    </>
  )
}
