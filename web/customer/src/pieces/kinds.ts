/** What kinds of entries are called and which icon stands for them. */

import { words, type IconName, type Words } from '@sycee/kit'

interface Kind {
  icon: IconName
  words: Words
}

const KINDS: Readonly<Record<string, Kind>> = {
  transfer: { icon: 'transfer', words: words('转账', 'Transfer') },
  own: { icon: 'own', words: words('本人互转', 'Own accounts') },
  salary: { icon: 'work', words: words('工资', 'Salary') },
  bonus: { icon: 'work', words: words('奖金', 'Bonus') },
  pension: { icon: 'work', words: words('养老金', 'Pension') },
  rent: { icon: 'house', words: words('房租', 'Rent') },
  housing: { icon: 'house', words: words('居住', 'Home') },
  mortgage: { icon: 'house', words: words('房贷', 'Mortgage') },
  utilities: { icon: 'drop', words: words('生活缴费', 'Utilities') },
  groceries: { icon: 'basket', words: words('买菜', 'Groceries') },
  dining: { icon: 'bowl', words: words('餐饮', 'Dining') },
  food: { icon: 'bowl', words: words('餐饮', 'Food') },
  transport: { icon: 'train', words: words('交通', 'Transport') },
  travel: { icon: 'train', words: words('出行', 'Travel') },
  shopping: { icon: 'bag', words: words('购物', 'Shopping') },
  phone: { icon: 'handset', words: words('通讯', 'Phone') },
  health: { icon: 'health', words: words('医疗', 'Health') },
  school: { icon: 'school', words: words('教育', 'School') },
  leisure: { icon: 'ticket', words: words('娱乐', 'Leisure') },
  interest: { icon: 'interest', words: words('利息', 'Interest') },
  fee: { icon: 'receipt', words: words('手续费', 'Fee') },
  opening: { icon: 'ingot', words: words('开户存入', 'Opening deposit') },
  refund: { icon: 'again', words: words('退款', 'Refund') },
}
const OUTSIDE: Kind = { icon: 'file', words: words('外部账单', 'Statement') }
const OTHER: Kind = { icon: 'receipt', words: words('其他', 'Other') }

/** The kind of an entry; a statement's own kinds and new ones have a plain icon. */
export function kindOf(entry: { kind: string; source: 'bank' | 'outside' }): Kind {
  return KINDS[entry.kind] ?? (entry.source === 'outside' ? OUTSIDE : OTHER)
}
