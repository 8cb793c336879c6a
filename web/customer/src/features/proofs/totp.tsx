import { useState } from 'react'
import type { DeviceKeys } from '@sycee/client'
import { Button, Card, List, ListRow, momentWords, Note, useSay, words, type Words } from '@sycee/kit'
import { useLine } from '../../shell/line'
import { AddTotp } from './add-totp'
import { RemoveTotp } from './remove-totp'
import style from './proofs.module.css'

/** The authenticator: since when it proves, and how to add or remove it. */
export function Totp({ of }: { of: DeviceKeys }) {
  const say = useSay()
  const { down } = useLine()
  const [open, setOpen] = useState(false)
  const [done, tell] = useState<Words | null>(null)
  const close = (line: Words | null) => {
    setOpen(false)
    tell(line)
  }
  return (
    <>
      {of.totp_since ? (
        <List>
          <ListRow
            tile="handset"
            title={say(words('已绑定', 'Added'))}
            caption={say(sinceWords(of.totp_since, of.totp_used_at))}
            more
            onPress={() => {
              tell(null)
              setOpen(true)
            }}
          />
        </List>
      ) : (
        <Card>
          <p className={style.line}>
            {say(
              words(
                '手机上的验证器每半分钟换一个 6 位动态码，没有信号也能用。首次付款和大额付款不认它，因为它不知道付给谁。',
                'An app on your phone shows six digits, new ones each half minute, without a network. It is not enough for somebody new or for large sums, as it does not know whom you pay.',
              ),
            )}
          </p>
        </Card>
      )}
      {!of.totp_since && (
        <Button
          wide
          icon="plus"
          disabled={down}
          onPress={() => {
            tell(null)
            setOpen(true)
          }}
        >
          {say(words('绑定身份验证器', 'Add an authenticator'))}
        </Button>
      )}
      <Note id="totp-note" hint={done ? say(done) : undefined} />
      {open && (of.totp_since ? <RemoveTotp onClose={close} /> : <AddTotp onClose={close} />)}
    </>
  )
}

function sinceWords(since: string, used: string | null): Words {
  const made = momentWords(since)
  const last = used && momentWords(used)
  return last
    ? words(`${made.zh} 绑定 · 最近 ${last.zh} 用过`, `added ${made.en} · last used ${last.en}`)
    : words(`${made.zh} 绑定 · 还没用过`, `added ${made.en} · not used yet`)
}
