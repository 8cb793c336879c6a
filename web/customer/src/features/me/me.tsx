import { cityPeople, messageUnread, sessionList } from '@sycee/client'
import {
  Button,
  Card,
  dayWords,
  Icon,
  List,
  ListRow,
  momentWords,
  Note,
  Section,
  Tag,
  useSay,
  words,
} from '@sycee/kit'
import { useMe } from '../../shell/gate'
import { whose } from '../../shell/kept'
import { Display } from '../../pieces/display'
import { useWaitingCount } from '../../pieces/waiting-row'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { useSignOut } from '../../shell/sign-out'
import { placeOf, STANDARD, useTabs } from '../../shell/tabs'
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
          <Section
            title={say(words('显示', 'Display'))}
            more={{ to: '/settings', words: say(words('全部设置', 'All settings')) }}
          >
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
      <Business />
      <Safety />
      <Besides />
    </Page>
  )
}

function Business() {
  const say = useSay()
  return (
    <List label={say(words('账户和业务', 'Accounts and business'))}>
      <Displaced />
      <ListRow
        tile="card"
        title={say(words('账户', 'Accounts'))}
        caption={say(words('账号、余额、外部账户', 'Numbers, balances, accounts elsewhere'))}
        to="/accounts"
        more
      />
      <ListRow
        tile="receipt"
        title={say(words('信用卡', 'Credit card'))}
        caption={say(words('账单、还款、额度、冻结', 'Owed, due, limit, freeze'))}
        to="/card"
        more
      />
      <ListRow
        tile="qr"
        title={say(words('收付款码', 'Codes'))}
        caption={say(words('让人扫我付款，或给商家扫', 'Be paid by code, or pay in a shop'))}
        to="/collect"
        more
      />
      <ListRow
        tile="clock"
        title={say(words('预约转账', 'Orders'))}
        caption={say(words('到日子自动转，随时可停', 'Paid on their dates; stopped at any time'))}
        to="/orders"
        more
      />
      <ListRow
        tile="safe"
        title={say(words('理财货架', 'Wealth shelf'))}
        caption={say(words('存款、理财、保险，每样写着为什么', 'Deposits, wealth, cover, each with why'))}
        to="/wealth"
        more
      />
      <ListRow
        tile="file"
        title={say(words('文章', 'Articles'))}
        caption={say(words('按您的兴趣排，可以按主题看', 'In the order of your interests, or by theme'))}
        to="/articles"
        more
      />
      <ListRow
        tile="flag"
        title={say(words('活动', 'Campaigns'))}
        caption={say(words('这几周可以做的事，没有奖品', 'Things to do in these weeks; no prizes'))}
        to="/campaigns"
        more
      />
      <ListRow
        tile="upload"
        title={say(words('导入账单', 'Bring statements'))}
        caption={say(words('支付宝、微信、各家银行', 'Alipay, WeChat, banks'))}
        to="/bring"
        more
      />
      <ListRow
        tile="sliders"
        title={say(words('最爱', 'Favourites'))}
        caption={say(words('首页放哪些功能，什么顺序', 'What stands on the first page, in what order'))}
        to="/favourites"
        more
      />
      <ListRow
        tile="flag"
        title={say(words('底部标签', 'Tabs'))}
        caption={say(words('为什么是这几个，可以固定', 'Why these, and how to keep them'))}
        to="/tabs"
        more
      />
    </List>
  )
}

/** What everybody begins with at the foot, and where others stand there now. */
function Displaced() {
  const say = useSay()
  const laid = useTabs() ?? STANDARD
  const gone = STANDARD.filter((name) => !laid.includes(name))
  return gone.map((name) => {
    const place = placeOf(name)
    const caption = say(words('现在不在底部', 'Not at the foot now'))
    return (
      place && (
        <ListRow key={name} tile={place.icon} title={say(place.words)} caption={caption} to={place.to} more />
      )
    )
  })
}

/** What needs my word, who else has a say, and where I am signed in. */
function Safety() {
  const say = useSay()
  const sessions = useRead(sessionList, {}).answer?.sessions.length
  const where =
    sessions === undefined
      ? words('在哪里登录着，退出别处的登录', 'Where you are signed in, and a way to end it')
      : words(`${sessions} 处登录着`, `signed in at ${sessions} ${sessions === 1 ? 'place' : 'places'}`)
  return (
    <List label={say(words('安全', 'Safety'))}>
      <Waits />
      <ListRow
        tile="shield"
        title={say(words('登录设备', 'Devices'))}
        caption={say(where)}
        to="/devices"
        more
      />
      <ListRow
        tile="key"
        title={say(words('核验方式', 'How you prove it is you'))}
        caption={say(words('通行密钥、短信，登录和付款都用它', 'Passkeys and codes, to sign in and to pay'))}
        to="/proofs"
        more
      />
      <ListRow
        tile="people"
        title={say(words('助手', 'Assistants'))}
        caption={say(words('让 AI 助手查账、代提申请', 'Let an AI assistant read, and propose'))}
        to="/assistants"
        more
      />
    </List>
  )
}

function Besides() {
  const say = useSay()
  const unread = useRead(messageUnread, {}).answer?.unread ?? 0
  return (
    <List label={say(words('消息和帮助', 'Messages and help'))}>
      <ListRow
        tile="bell"
        title={say(words('消息', 'Messages'))}
        caption={
          unread > 0
            ? say(words(`${unread} 条未读`, `${unread} unread`))
            : say(words('到账、提醒、安全，可设免打扰', 'Payments, reminders, safety; quiet hours'))
        }
        to="/messages"
        more
      />
      <ListRow
        tile="letters"
        title={say(words('设置', 'Settings'))}
        caption={say(words('语言、明暗、字号、隐藏金额', 'Language, light, type, hidden amounts'))}
        to="/settings"
        more
      />
      <ListRow
        tile="info"
        title={say(words('帮助', 'Help'))}
        caption={say(words('常见问题', 'What people ask'))}
        to="/help"
        more
      />
      <DemoPhone />
    </List>
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
          <p className={style.safe}>
            <Icon name="shield" size={16} />
            {say(
              words('密码已核验，大额付款另要核验', 'Password proven; large payments need one proof more'),
            )}
          </p>
        </div>
      </div>
    </Card>
  )
}

/** What needs my word. */
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
