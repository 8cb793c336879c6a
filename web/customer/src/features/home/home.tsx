import { accountList, bookEntries, bookMonths } from '@sycee/client'
import { greeting, Icon, Section, useSay, useSettings, words } from '@sycee/kit'
import { Link } from 'react-router'
import { HalfYear } from './half-year'
import { useMe } from '../../shell/gate'
import { Missing } from '../../pieces/missing'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { WaitingNotice } from '../../pieces/waiting-row'
import { AccountRows } from './account-rows'
import { Doings } from './doings'
import { ForYou, NowRunning } from './for-you'
import { Recent } from './recent'
import { SumPlate } from './sum-plate'
import { Usual } from './usual'

/** The first page: the sum, what one does, the latest entries, the accounts, half a year at a glance. */
export function Home() {
  const say = useSay()
  const me = useMe()
  const hello = greeting()
  const elder = useSettings().edition === 'elder'
  const accounts = useRead(accountList, {})
  const months = useRead(bookMonths, {})
  const recent = useRead(bookEntries, { limit: 6 })
  const aside = (
    <>
      <Section
        title={say(words('我的账户', 'My accounts'))}
        more={{ to: '/accounts', words: say(words('全部', 'All')) }}
      >
        <AccountRows of={accounts} />
      </Section>
      {!elder && (
        <Section title={say(words('这半年', 'This half year'))}>
          <HalfYear of={months} />
        </Section>
      )}
    </>
  )
  return (
    <Page
      title={say(words(`${me.name}，${hello.zh}`, `${hello.en}, ${me.name}`))}
      aside={aside}
      asideAlways
      end={<SettingsLink />}
    >
      <WaitingNotice />
      <SumPlate accounts={accounts} months={months} />
      <Missing account={accounts.answer?.accounts.find(({ grade }) => grade === 2)?.id} />
      <Doings />
      <Usual />
      <Section
        title={say(words('最近', 'Latest'))}
        more={{ to: '/book', words: say(words('全部明细', 'All entries')) }}
      >
        <Recent of={recent} />
      </Section>
      <ForYou />
      <NowRunning />
    </Page>
  )
}

function SettingsLink() {
  const say = useSay()
  return (
    <Link
      to="/me"
      aria-label={say(words('设置', 'Settings'))}
      style={{ display: 'grid', placeItems: 'center', width: 44, height: 44, marginRight: -10 }}
    >
      <Icon name="sliders" />
    </Link>
  )
}
