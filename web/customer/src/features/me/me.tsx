import type { ReactNode } from 'react'
import { cityPeople } from '@sycee/client'
import {
  Button,
  Card,
  choose,
  dayWords,
  Icon,
  List,
  ListRow,
  momentWords,
  Note,
  Section,
  Segments,
  Tag,
  useSay,
  useSettings,
  words,
  type IconName,
} from '@sycee/kit'
import { useMe } from '../../shell/gate'
import { whose } from '../../shell/kept'
import { useWaitingCount } from '../../pieces/waiting-row'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { useSignOut } from '../../shell/sign-out'
import style from './me.module.css'

/** Who I am to the bank, what I manage, how the app looks to me. */
export default function Me() {
  const say = useSay()
  const signOut = useSignOut()
  return (
    <Page
      title={say(words('我的', 'Me'))}
      asideAlways
      aside={
        <>
          <Section title={say(words('显示', 'Display'))}>
            <Display />
          </Section>
          <Button wide icon="exit" busy={signOut.busy} onPress={() => void signOut.run()}>
            {say(words('退出登录', 'Sign out'))}
          </Button>
          <Note id="sign-out-note" wrong={signOut.wrong} />
        </>
      }
    >
      <Who />
      <List>
        <ListRow
          tile="card"
          title={say(words('账户', 'Accounts'))}
          caption={say(words('账号、余额、外部账户', 'Numbers, balances, accounts elsewhere'))}
          to="/accounts"
          more
        />
        <ListRow
          tile="shield"
          title={say(words('登录设备', 'Devices'))}
          caption={say(words('在哪里登录着，退出别处的登录', 'Where you are signed in, and a way to end it'))}
          to="/devices"
          more
        />
        <ListRow
          tile="upload"
          title={say(words('导入账单', 'Bring statements'))}
          caption={say(words('支付宝、微信、各家银行', 'Alipay, WeChat, banks'))}
          to="/bring"
          more
        />
        <Waits />
        <ListRow
          tile="people"
          title={say(words('助手', 'Assistants'))}
          caption={say(words('让 AI 助手查账、代提申请', 'Let an AI assistant read, and propose'))}
          to="/assistants"
          more
        />
        <DemoPhone />
      </List>
    </Page>
  )
}

function Who() {
  const say = useSay()
  const me = useMe()
  const joined = dayWords(me.joined_on)
  const since = me.signed_in_at && momentWords(me.signed_in_at)
  return (
    <Card padded={false}>
      <div className={style.who}>
        <span className={style.face} aria-hidden="true">
          {me.name.slice(0, 1)}
        </span>
        <div>
          <h2>{me.name}</h2>
          <p>
            {me.phone} · {say(words(`${joined.zh}开户`, `joined ${joined.en}`))}
          </p>
          {since && <p>{say(words(`本次登录 ${since.zh}`, `signed in ${since.en}`))}</p>}
        </div>
      </div>
    </Card>
  )
}

function Display() {
  const say = useSay()
  const { language, theme, edition, veiled } = useSettings()
  return (
    <Card padded={false}>
      <Setting icon="globe" name={say(words('语言', 'Language'))}>
        <Segments
          label={say(words('语言', 'Language'))}
          value={language}
          onChange={(value) => {
            choose({ language: value })
          }}
          of={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Setting>
      <Setting icon="moon" name={say(words('明暗', 'Light'))}>
        <Segments
          label={say(words('明暗', 'Light'))}
          value={theme}
          onChange={(value) => {
            choose({ theme: value })
          }}
          of={[
            { value: 'auto', label: say(words('随系统', 'System')) },
            { value: 'light', label: say(words('浅', 'Light')) },
            { value: 'dark', label: say(words('深', 'Dark')) },
          ]}
        />
      </Setting>
      <Setting icon="letters" name={say(words('版本', 'Edition'))}>
        <Segments
          label={say(words('版本', 'Edition'))}
          value={edition}
          onChange={(value) => {
            choose({ edition: value })
          }}
          of={[
            { value: 'standard', label: say(words('标准版', 'Standard')) },
            { value: 'elder', label: say(words('大字版', 'Large type')) },
          ]}
        />
      </Setting>
      <Setting icon="eye" name={say(words('金额', 'Amounts'))}>
        <Segments
          label={say(words('金额', 'Amounts'))}
          value={veiled ? 'veiled' : 'shown'}
          onChange={(value) => {
            choose({ veiled: value === 'veiled' })
          }}
          of={[
            { value: 'shown', label: say(words('显示', 'Shown')) },
            { value: 'veiled', label: say(words('隐藏', 'Hidden')) },
          ]}
        />
      </Setting>
    </Card>
  )
}

function Setting({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return (
    <div className={style.set}>
      <span>
        <Icon name={icon} size={22} />
        {name}
      </span>
      {children}
    </div>
  )
}

/** What waits for this person's word, and how much of it. */
function Waits() {
  const say = useSay()
  const count = useWaitingCount()
  return (
    <ListRow
      tile="shield"
      title={say(words('等您确认', 'Waiting for you'))}
      tag={count ? <Tag tone="seal">{count}</Tag> : undefined}
      caption={say(words('助手的申请、没做完的转账', 'From assistants, and transfers half done'))}
      to="/waiting"
      more
    />
  )
}

/** In the demo only: where this person's messages arrive. */
function DemoPhone() {
  const say = useSay()
  const { answer } = useRead(cityPeople, {})
  if (!answer) return null
  return (
    <ListRow
      tile="handset"
      title={say(words('模拟手机', 'Simulated phone'))}
      caption={say(words('演示用，短信会到这里', 'For the demo; messages arrive there'))}
      to={`/phone?number=${encodeURIComponent(whose() ?? '')}`}
      more
    />
  )
}
