import { Card, Section, useSay, words, type Words } from '@sycee/kit'
import { Page } from '../../shell/page'
import style from './help.module.css'

const ANSWERS: readonly { asked: Words; answered: Words }[] = [
  {
    asked: words('转账时网断了，钱转出去没有？', 'The network broke while I sent money. Is it gone?'),
    answered: words(
      '回到那一页再点一次就知道：银行按同一个编号查，办成了就给您回单，没办成才办，绝不会转两次。',
      'Go back and press again: the bank looks under the same number. If it went through you get its receipt, if not it goes now. It cannot happen twice.',
    ),
  },
  {
    asked: words('为什么有时要验证码，有时不要？', 'Why is a code asked for at times, and not at others?'),
    answered: words(
      '本人账户之间、付给熟悉的人的小额，不用验证码，但每天有上限；新收款人和大额一定要核验，核验的就是屏幕上写的那一笔。',
      'Between your own accounts, and for small sums to people you have paid before, none is needed, up to a limit each day. A new payee or a large sum always needs one, and it proves exactly what is on the screen.',
    ),
  },
  {
    asked: words('手机丢了怎么办？', 'I lost my phone.'),
    answered: words(
      '在任何一台设备上登录，打开“我的 · 登录设备”，退出丢的那台：它会立刻失效。',
      'Sign in on any other device, open “Me · Devices” and sign the lost one out. It stops working at once.',
    ),
  },
  {
    asked: words('助手能动我的钱吗？', 'Can an assistant move my money?'),
    answered: words(
      '不能。助手只能看，和提申请；每一项申请都要您在这里看清楚、亲手确认。',
      'No. An assistant may read, and may ask. Whatever it asks for waits here until you have seen it and confirmed it yourself.',
    ),
  },
  {
    asked: words('没有网还能用吗？', 'Does it work without a network?'),
    answered: words(
      '能打开，但看不到新的数据，也不能转账。手机里不存您的账务，只存应用自己的文件。',
      'It opens, but shows nothing new and moves no money. Nothing of your accounts is kept on the phone, only the app’s own files.',
    ),
  },
]

/** What people ask, and what is so. */
export default function Help() {
  const say = useSay()
  return (
    <Page title={say(words('帮助', 'Help'))} back="/me">
      <Section title={say(words('常见问题', 'Often asked'))}>
        <Card padded={false}>
          {ANSWERS.map(({ asked, answered }) => (
            <details className={style.one} key={asked.zh}>
              <summary>{say(asked)}</summary>
              <p>{say(answered)}</p>
            </details>
          ))}
        </Card>
      </Section>
      <p className={style.more}>
        <a href="/reference">{say(words('接口文档（给开发者）', 'Reference, for developers'))}</a>
      </p>
    </Page>
  )
}
