import { useState } from 'react'
import type { Account } from '@sycee/client'
import { figure, Icon, List, ListRow, Sheet, useSay, words } from '@sycee/kit'
import style from './paying.module.css'

interface Props {
  label: string
  accounts: readonly Account[]
  chosen: Account | null
  onChoose: (account: Account) => void
}

/** One of my open accounts, in a line that opens a sheet. */
export function AccountLine({ label, accounts, chosen, onChoose }: Props) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const name = (account: Account) =>
    say(words(`${account.title} · 尾号 ${account.tail}`, `${account.title} · ${account.tail}`))
  return (
    <>
      <button
        type="button"
        className={style.pick}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true)
        }}
      >
        <span>{label}</span>
        <span>
          {chosen ? name(chosen) : say(words('请选择', 'Choose'))}
          <Icon name="right" size={16} />
        </span>
      </button>
      <Sheet
        title={label}
        open={open}
        onClose={() => {
          setOpen(false)
        }}
      >
        <List>
          {accounts.map((account) => (
            <ListRow
              key={account.id}
              tile={account.kind === 'savings' ? 'safe' : 'card'}
              title={account.title}
              caption={say(words(`尾号 ${account.tail}`, `ending ${account.tail}`))}
              disabled={account.state !== 'open'}
              onPress={() => {
                onChoose(account)
                setOpen(false)
              }}
              end={
                <>
                  {figure(account.available)}
                  {account.id === chosen?.id && <Icon name="check" size={18} />}
                </>
              }
            />
          ))}
        </List>
      </Sheet>
    </>
  )
}
