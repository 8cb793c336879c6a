import { useState } from 'react'
import { Button, Field, ListRow, useSay, words } from '@sycee/kit'
import style from './messages.module.css'

const ADDRESS = /^[\w.%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/

/** Where mails go. The bank shows its own copy masked. */
export function MailAddress({
  mail,
  busy,
  onChange,
}: {
  mail: string | null
  busy: boolean
  onChange: (mail: string) => Promise<boolean>
}) {
  const say = useSay()
  const [draft, edit] = useState('')
  const [wrong, tell] = useState(false)
  if (mail)
    return (
      <ListRow
        tile="envelope"
        title={mail}
        caption={say(words('邮件发到这里，信里不写金额', 'Mails name no sums'))}
        end={
          <Button busy={busy} onPress={() => void onChange('')}>
            {say(words('不用了', 'Remove'))}
          </Button>
        }
      />
    )
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const fits = ADDRESS.test(draft.trim())
        tell(!fits)
        if (fits) void onChange(draft.trim())
      }}
    >
      <Field
        label={say(words('邮箱', 'Mail address'))}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={draft}
        onChange={edit}
        maxLength={254}
        hint={say(words('只提醒有新消息，信里不写金额', 'It only says that there is a message; no sums'))}
        wrong={wrong ? say(words('邮箱格式不正确', 'That is not a mail address')) : null}
      />
      <Button submit busy={busy} disabled={!draft.trim()}>
        {say(words('使用这个邮箱', 'Use this address'))}
      </Button>
    </form>
  )
}
