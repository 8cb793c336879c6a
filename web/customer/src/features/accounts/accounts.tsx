import { useState } from 'react'
import { Link } from 'react-router'
import { accountList, bookAccounts, total, type Account, type BookAccount } from '@sycee/client'
import {
  Bone,
  Button,
  Card,
  Empty,
  Facts,
  figure,
  Hero,
  Icon,
  IngotPlate,
  List,
  ListRow,
  Section,
  Tag,
  Tile,
  useSay,
  useSettings,
  words,
  type Say,
} from '@sycee/kit'
import { captionOf, isOutside } from '../../pieces/account-name'
import { Missing } from '../../pieces/missing'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Copy } from './copy'
import { interestLine, useInterest } from './interest'
import { Manage } from './manage'
import { OpenAccount } from './open-account'
import style from './accounts.module.css'

/** Every account: the bank's own with number and balance, and those brought in from elsewhere. */
export default function Accounts() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  const book = useRead(bookAccounts, {})
  const outside = book.answer?.accounts.filter(isOutside) ?? []
  return (
    <Page
      title={say(words('账户', 'Accounts'))}
      back="/"
      asideAlways
      aside={
        <Section
          title={say(words('外部账户', 'Accounts elsewhere'))}
          {...(outside.length > 0 && { more: { to: '/bring', words: say(words('再导入', 'Bring more')) } })}
        >
          <Outside accounts={outside} />
        </Section>
      }
    >
      <Show
        of={accounts}
        bones={
          <div style={{ display: 'grid', gap: 18 }}>
            <Bone width="100%" height={120} />
            <Bone width="100%" height={210} />
            <Bone width="100%" height={210} />
          </div>
        }
      >
        {(answer) =>
          answer.accounts.length === 0 ? (
            <Card>
              <Empty icon="card" title={say(words('还没有账户', 'No account yet'))} />
            </Card>
          ) : (
            <Mine accounts={answer.accounts} />
          )
        }
      </Show>
    </Page>
  )
}

function Mine({ accounts }: { accounts: readonly Account[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  const [opening, setOpening] = useState(false)
  const [managed, setManaged] = useState<number | null>(null)
  const open = accounts.filter(({ state }) => state !== 'closed')
  const chosen = open.find(({ id }) => id === managed)
  return (
    <>
      <IngotPlate>
        <div className={style.plate}>
          <p>{say(words(`本行 ${open.length} 个账户合计`, `${open.length} accounts with the bank`))}</p>
          <Hero value={total(open.map(({ balance }) => balance))} veiled={veiled} />
        </div>
      </IngotPlate>
      <Missing account={open.find(({ grade }) => grade === 2)?.id} />
      {accounts.map((account) => (
        <One
          key={account.id}
          account={account}
          veiled={veiled}
          onManage={() => {
            setManaged(account.id)
          }}
        />
      ))}
      <Button
        wide
        icon="plus"
        onPress={() => {
          setOpening(true)
        }}
      >
        {say(words('开新账户', 'Open an account'))}
      </Button>
      <OpenAccount
        open={opening}
        onClose={() => {
          setOpening(false)
        }}
      />
      {chosen && (
        <Manage
          key={chosen.id}
          account={chosen}
          onClose={() => {
            setManaged(null)
          }}
        />
      )}
    </>
  )
}

interface OneProps {
  account: Account
  veiled: boolean
  onManage: () => void
}

function One({ account, veiled, onManage }: OneProps) {
  const say = useSay()
  const held = account.balance.minor !== account.available.minor
  const interest = useInterest(account.id)
  return (
    <Card padded={false}>
      <article className={style.account}>
        <div className={style.top}>
          <Tile of={account.kind === 'savings' ? 'safe' : 'card'} />
          <h2>
            {account.title}
            <State of={account.state} />
          </h2>
          <p>{veiled ? '＊＊＊＊' : figure(account.balance)}</p>
        </div>
        <div className={style.facts}>
          <Facts
            lines={[
              ...(held
                ? [
                    {
                      label: say(words('可用', 'Available')),
                      value: veiled ? '＊＊＊＊' : figure(account.available),
                    },
                  ]
                : []),
              ...(account.held.minor > 0n
                ? [
                    {
                      label: say(words('预留（转账在途）', 'Held for transfers')),
                      value: veiled ? '＊＊＊＊' : figure(account.held),
                    },
                  ]
                : []),
              {
                label: say(words('账号', 'Number')),
                value: (
                  <span className={style.number}>
                    {account.number.replace(/(\d{4})(?=\d)/g, '$1 ')}
                    <Copy text={account.number} />
                  </span>
                ),
              },
              ...(interest ? [interestLine(interest, say)] : []),
              ...(account.state === 'open' ? [capOf(account, say)] : []),
            ]}
          />
        </div>
        <div className={style.on}>
          <List flat>
            <ListRow
              title={say(words('月结单', 'Statements'))}
              caption={say(
                interest
                  ? words('每月收支，利息怎么来的', 'Each month, and where interest comes from')
                  : words('每个月的收支和余额', 'What came and went, month by month'),
              )}
              to={`/accounts/${account.id}/statements`}
              more
            />
          </List>
        </div>
        <nav className={style.acts} aria-label={account.title}>
          <Link to={`/book?accounts=own:${account.id}`}>
            <Icon name="book" size={20} />
            {say(words('看明细', 'Entries'))}
          </Link>
          {account.state === 'open' && (
            <Link to="/transfer">
              <Icon name="transfer" size={20} />
              {say(words('转账', 'Transfer'))}
            </Link>
          )}
          {account.state === 'open' && (
            <button type="button" onClick={onManage}>
              <Icon name="sliders" size={20} />
              {say(words('管理', 'Manage'))}
            </button>
          )}
        </nav>
      </article>
    </Card>
  )
}

/** What may go to others in a day, by the class of the account. */
function capOf({ grade, day_cap }: Account, say: Say) {
  const label = say(grade === 2 ? words('Ⅱ类户', 'Class II') : words('Ⅰ类户', 'Class I'))
  if (!day_cap) return { label, value: say(words('不限每日转出', 'no limit a day')) }
  if (day_cap.minor === 0n)
    return { label, value: say(words('升级前只能转给本人账户', 'own accounts only until upgraded')) }
  return { label, value: say(words(`每日转出 ≤ ${figure(day_cap)}`, `≤ ${figure(day_cap)} a day`)) }
}

function State({ of }: { of: Account['state'] }) {
  const say = useSay()
  if (of === 'open') return null
  return of === 'frozen' ? (
    <Tag tone="ochre">{say(words('冻结', 'frozen'))}</Tag>
  ) : (
    <Tag>{say(words('已销户', 'closed'))}</Tag>
  )
}

function Outside({ accounts }: { accounts: readonly BookAccount[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  if (accounts.length === 0)
    return (
      <List>
        <ListRow
          tile="upload"
          title={say(words('导入别处的账单', 'Bring a statement'))}
          caption={say(
            words('支付宝、微信、各家银行，放进同一本账', 'Alipay, WeChat, banks: in the same book'),
          )}
          to="/bring"
          more
        />
      </List>
    )
  return (
    <List>
      {accounts.map((account) => (
        <ListRow
          key={account.id}
          tile="file"
          title={account.title}
          caption={captionOf(account, say)}
          to={`/outside/${account.id}`}
          end={account.balance && !veiled ? figure(account.balance) : undefined}
          more
        />
      ))}
    </List>
  )
}
