import { useState } from 'react'
import type { BookAccount } from '@sycee/client'
import { figure, Icon, List, ListRow, Sheet, Tag, useSay, useSettings, words } from '@sycee/kit'
import { captionOf, isOutside, nameOf } from '../../pieces/account-name'
import style from './book.module.css'

interface Props {
  accounts: readonly BookAccount[]
  chosen: readonly string[]
  onChoose: (accounts: string[]) => void
}

/** Whose entries are shown: all accounts or one. */
export function AccountPick({ accounts, chosen, onChoose }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  const [open, setOpen] = useState(false)
  const pick = (ids: string[]) => {
    onChoose(ids)
    setOpen(false)
  }
  const only = chosen.length === 1 ? accounts.find(({ id }) => id === chosen[0]) : undefined
  const label = only
    ? nameOf(only)
    : chosen.length > 1
      ? say(words(`${chosen.length} 个账户`, `${chosen.length} accounts`))
      : say(words('全部账户', 'All accounts'))
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
        <Icon name="down" size={14} />
      </button>
      <Sheet
        title={say(words('看哪个账户', 'Which account'))}
        open={open}
        onClose={() => {
          setOpen(false)
        }}
      >
        <List>
          <ListRow
            tile="book"
            title={say(words('全部账户', 'All accounts'))}
            onPress={() => {
              pick([])
            }}
            end={chosen.length === 0 ? <Icon name="check" size={20} /> : undefined}
          />
          {accounts.map((account) => (
            <ListRow
              key={account.id}
              tile={isOutside(account) ? 'file' : 'card'}
              title={account.title}
              caption={captionOf(account, say)}
              tag={isOutside(account) ? <Tag>{say(words('外部', 'outside'))}</Tag> : undefined}
              onPress={() => {
                pick([account.id])
              }}
              end={
                <>
                  {account.balance && !veiled ? figure(account.balance) : null}
                  {chosen.includes(account.id) && <Icon name="check" size={20} />}
                </>
              }
            />
          ))}
        </List>
      </Sheet>
    </>
  )
}
