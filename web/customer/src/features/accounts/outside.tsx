import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { bookAccounts, bookEntries, bookRemove, bookRename, type BookAccount } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  Empty,
  Facts,
  Field,
  figure,
  List,
  Section,
  Sheet,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { tailOf } from '../../pieces/account-name'
import { EntryRow } from '../../pieces/entry-row'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import style from './outside.module.css'

/** One account elsewhere: what was brought in of it, its name, and taking it out again. */
export default function Outside() {
  const say = useSay()
  const { id = '' } = useParams()
  const book = useRead(bookAccounts, {})
  return (
    <Page title={say(words('外部账户', 'Account elsewhere'))} back="/accounts">
      <Show of={book} rows={4}>
        {({ accounts }) => {
          const account = accounts.find((one) => one.id === id)
          return account ? (
            <One account={account} />
          ) : (
            <Card>
              <Empty icon="file" title={say(words('账本里没有这个账户', 'It is not in the book'))}>
                <ButtonLink to="/bring">{say(words('导入账单', 'Bring a statement'))}</ButtonLink>
              </Empty>
            </Card>
          )
        }}
      </Show>
    </Page>
  )
}

function One({ account }: { account: BookAccount }) {
  const say = useSay()
  const { down } = useLine()
  const { veiled } = useSettings()
  const [asked, setAsked] = useState<'name' | 'remove' | null>(null)
  const close = () => {
    setAsked(null)
  }
  return (
    <>
      <Card>
        <div className={style.one}>
          <h2>{account.title}</h2>
          <Facts
            lines={[
              { label: say(words('机构', 'Institution')), value: account.institution },
              ...(tailOf(account) ? [{ label: say(words('尾号', 'Ending')), value: account.tail }] : []),
              ...(account.balance
                ? [
                    {
                      label: say(words('账单里最新的余额', 'Latest balance in a file')),
                      value: veiled ? '＊＊＊＊' : `${figure(account.balance)} ${account.asset}`,
                    },
                  ]
                : []),
            ]}
          />
          <div className={style.acts}>
            <Button
              disabled={down}
              onPress={() => {
                setAsked('name')
              }}
            >
              {say(words('改名', 'Rename'))}
            </Button>
            <ButtonLink to="/bring">{say(words('再导入', 'Bring more'))}</ButtonLink>
            <Button
              kind="danger"
              disabled={down}
              onPress={() => {
                setAsked('remove')
              }}
            >
              {say(words('移出账本', 'Take it out'))}
            </Button>
          </div>
        </div>
      </Card>
      <Latest account={account} />
      <Rename key={account.title} account={account} open={asked === 'name'} onClose={close} />
      <Remove account={account} open={asked === 'remove'} onClose={close} />
    </>
  )
}

function Latest({ account }: { account: BookAccount }) {
  const say = useSay()
  const { veiled } = useSettings()
  const latest = useRead(bookEntries, { accounts: [account.id], limit: 10 })
  return (
    <Section
      title={say(words('最近的明细', 'Latest entries'))}
      more={{ to: `/book?accounts=${account.id}`, words: say(words('全部', 'All')) }}
    >
      <Show of={latest} rows={5}>
        {({ entries }) => (
          <List>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} dated veiled={veiled} />
            ))}
          </List>
        )}
      </Show>
    </Section>
  )
}

interface Asking {
  account: BookAccount
  open: boolean
  onClose: () => void
}

function Rename({ account, open, onClose }: Asking) {
  const say = useSay()
  const { run, busy } = useAct(bookRename)
  const [name, setName] = useState(account.title)
  const [wrong, setWrong] = useState('')
  const save = async () => {
    const outcome = await run({ account: account.id, name: name.trim() })
    if (!outcome) return
    if (outcome.code !== 'ok') {
      setWrong(troubled(outcome))
      return
    }
    forget('book.')
    onClose()
  }
  return (
    <Sheet title={say(words('给账户起个名字', 'Name the account'))} open={open} onClose={onClose}>
      <form
        className={style.one}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={say(words('名字', 'Name'))}
          hint={say(words('留空就用机构的名字', 'Left empty, it is called as its institution'))}
          value={name}
          maxLength={60}
          onChange={setName}
          wrong={wrong || null}
        />
        <Button kind="act" submit busy={busy} wide>
          {say(words('保存', 'Save'))}
        </Button>
      </form>
    </Sheet>
  )
}

function Remove({ account, open, onClose }: Asking) {
  const say = useSay()
  const go = useNavigate()
  const { run, busy } = useAct(bookRemove)
  const [wrong, setWrong] = useState('')
  const remove = async () => {
    const outcome = await run({ account: account.id })
    if (!outcome) return
    if (outcome.code !== 'ok') {
      setWrong(troubled(outcome))
      return
    }
    forget('book.')
    void go('/accounts', { replace: true })
  }
  return (
    <Sheet
      title={say(words(`移出“${account.title}”？`, `Take “${account.title}” out?`))}
      open={open}
      onClose={onClose}
      held={busy}
    >
      <div className={style.one}>
        <p>
          {say(
            words(
              '从账本里移出这个账户和导入过的全部明细。那边的钱和账户不受影响，以后可以再导入账单找回来。',
              'The account and everything brought in of it leave the book. The money there is not touched, and its files bring it back.',
            ),
          )}
        </p>
        {wrong && <p role="alert">{wrong}</p>}
        <Button kind="danger" wide busy={busy} onPress={() => void remove()}>
          {say(words('移出账本', 'Take it out'))}
        </Button>
        <Button kind="quiet" wide disabled={busy} onPress={onClose}>
          {say(words('留着', 'Keep it'))}
        </Button>
      </div>
    </Sheet>
  )
}
