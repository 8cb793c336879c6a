/** The functions of the app that one may have at hand: the verb each begins with, where it lives, and its words. */

import { words, type IconName, type Words } from '@sycee/kit'

export interface AppFunction {
  readonly name: string
  readonly to: string
  readonly icon: IconName
  readonly words: Words
  readonly line: Words
  /** Rests while there is no network. */
  readonly acts?: boolean
}

const FUNCTIONS: readonly AppFunction[] = [
  {
    name: 'transfer.send',
    to: '/transfer',
    icon: 'transfer',
    words: words('转账', 'Transfer'),
    line: words('给家人、给朋友', 'To family, to friends'),
    acts: true,
  },
  {
    name: 'bill.pay',
    to: '/life',
    icon: 'drop',
    words: words('生活缴费', 'Bills'),
    line: words('水电燃气、话费、社保', 'Water, power, phone'),
  },
  {
    name: 'collect.make',
    to: '/collect',
    icon: 'qr',
    words: words('收款码', 'Be paid'),
    line: words('让别人扫一扫付给我', 'Others scan and pay me'),
    acts: true,
  },
  {
    name: 'paycode.make',
    to: '/paycode',
    icon: 'handset',
    words: words('付款码', 'Pay code'),
    line: words('给商家扫', 'For a shop to scan'),
    acts: true,
  },
  {
    name: 'collect.pay',
    to: '/scan',
    icon: 'scan',
    words: words('扫一扫', 'Scan'),
    line: words('扫码付款', 'Pay by code'),
    acts: true,
  },
  {
    name: 'book.entries',
    to: '/book',
    icon: 'book',
    words: words('明细查询', 'Entries'),
    line: words('钱花到哪了', 'Where it went'),
  },
  {
    name: 'account.list',
    to: '/accounts',
    icon: 'card',
    words: words('我的账户', 'Accounts'),
    line: words('账号、余额', 'Numbers, balances'),
  },
  {
    name: 'card.show',
    to: '/card',
    icon: 'card',
    words: words('信用卡', 'Credit card'),
    line: words('账单、还款、额度', 'Owed, due, limit'),
  },
  {
    name: 'order.list',
    to: '/orders',
    icon: 'clock',
    words: words('预约转账', 'Orders'),
    line: words('到日子自动转', 'Paid on their dates'),
  },
  {
    name: 'transfer.own',
    to: '/transfer/own',
    icon: 'own',
    words: words('本人互转', 'Own accounts'),
    line: words('活期和储蓄之间', 'Between my accounts'),
    acts: true,
  },
  {
    name: 'book.bring',
    to: '/bring',
    icon: 'upload',
    words: words('导入账单', 'Statements'),
    line: words('支付宝、微信、各家银行', 'Alipay, WeChat, banks'),
    acts: true,
  },
  {
    name: 'message.list',
    to: '/messages',
    icon: 'bell',
    words: words('消息', 'Messages'),
    line: words('到账、提醒、安全', 'Payments, reminders, safety'),
  },
  {
    name: 'proposal.list',
    to: '/waiting',
    icon: 'flag',
    words: words('等我确认', 'Waiting'),
    line: words('助手和别处提的申请', 'What was asked elsewhere'),
  },
  {
    name: 'session.list',
    to: '/devices',
    icon: 'shield',
    words: words('登录设备', 'Devices'),
    line: words('在哪里登录着', 'Where I am signed in'),
  },
  {
    name: 'assistant.allow',
    to: '/assistants',
    icon: 'people',
    words: words('助手', 'Assistants'),
    line: words('让 AI 助手查账', 'Let an AI assistant read'),
  },
  {
    name: 'payee.add',
    to: '/transfer/new',
    icon: 'plus',
    words: words('添加收款人', 'Add a payee'),
    line: words('账号或手机号', 'By number or phone'),
    acts: true,
  },
  {
    name: 'recommend.wealth',
    to: '/wealth',
    icon: 'safe',
    words: words('理财货架', 'Wealth shelf'),
    line: words('存款、理财、保险', 'Deposits, wealth, cover'),
  },
  {
    name: 'recommend.articles',
    to: '/articles',
    icon: 'file',
    words: words('文章', 'Articles'),
    line: words('按您的兴趣排', 'In the order of your interests'),
  },
]

const BY_NAME = new Map(FUNCTIONS.map((one) => [one.name, one]))

/** Those that this app has, in the order of their names; what it does not know is left out. */
export function functionsOf(named: readonly { readonly name: string }[]): AppFunction[] {
  return named.flatMap(({ name }) => BY_NAME.get(name) ?? [])
}

/** Pages of verbs that are no functions to have at hand. */
const BESIDES: ReadonlyMap<string, string> = new Map([
  ['statement.month', '/book/statement'],
  ['remind.list', '/book/reminders'],
])

/** Where one does what this verb does; null where this app has no page of it. */
export function routeOfVerb(verb: string): string | null {
  return BY_NAME.get(verb)?.to ?? BESIDES.get(verb) ?? null
}

/** The function that lives at this route. */
export function functionAt(route: string): string | null {
  return FUNCTIONS.find(({ to }) => to === route)?.name ?? null
}

/** What stands on the first page until it is known what one likes, or if that cannot be found out. */
export const USUAL: readonly AppFunction[] = functionsOf(
  ['transfer.send', 'book.entries', 'transfer.own', 'book.bring'].map((name) => ({ name })),
)
