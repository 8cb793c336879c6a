// A few invented people and three years of their money, in memory.

import { randomUUID } from 'node:crypto'

const DAY = 86_400_000
const cny = (fen) => ({
  amount: `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`,
  asset: 'CNY',
})
const day = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
const fen = (money) => Math.round(Number(money.amount) * 100)

function chance(seed) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

const PEOPLE = [
  {
    name: '林若溪',
    phone: '13800136621',
    password: 'silver-lin-88',
    story: '杭州，设计师，工资每月 20 日到',
    number: '6217000010012346621',
    since: '2019-03-12',
  },
  {
    name: '周文澜',
    phone: '13900233307',
    password: 'silver-zhou-88',
    story: '房东，收房租，常给女儿转账',
    number: '6217000010045673307',
    since: '2017-06-01',
  },
  {
    name: '陈桂芬',
    phone: '13700340915',
    password: 'silver-chen-88',
    story: '退休教师，用大字版，每月 15 日养老金',
    number: '6217000010078900915',
    since: '2016-01-20',
  },
]
const SHOPS = [
  ['半山鲜生', 'groceries', 3000, 16000],
  ['杭州地铁', 'transport', 200, 800],
  ['知味小馆', 'dining', 3800, 26000],
  ['云栖书店', 'shopping', 4500, 21000],
  ['便利蜂', 'groceries', 800, 4200],
  ['滴滴出行', 'transport', 1200, 5600],
  ['老周面馆', 'dining', 1600, 4200],
  ['天目影城', 'leisure', 4500, 13000],
  ['民生药房', 'health', 1900, 16000],
]

export function city() {
  const state = {
    sessions: new Map(),
    proposals: new Map(),
    answers: new Map(),
    transfers: new Map(),
    inbox: new Map(PEOPLE.map(({ phone }) => [phone, []])),
    payees: [],
    nextPayee: 10,
    outside: [],
  }
  state.people = PEOPLE.map((person, index) => live(person, index))
  for (const [index, person] of state.people.entries()) {
    for (const [other, to] of state.people.entries())
      if (index !== other && other !== 2) state.payees.push(payee(state, person, to, 'account'))
  }
  const verbs = make(state)
  return {
    endAll: () => state.sessions.clear(),
    call({ capability, ask, session, key, zh, empty }) {
      const verb = verbs[capability]
      const no = (code, status, say, facts = {}, field = null) => ({
        status,
        body: { code, say, facts, field },
      })
      if (!verb) return no('not_found', 404, '没有这个功能')
      const me = state.sessions.get(session)
      if (!verb.open && !me) return no('not_signed_in', 401, zh ? '请先登录' : 'Please sign in')
      if (key && state.answers.has(key)) return state.answers.get(key)
      const answered = verb.run({ ask, me, session, no, zh, empty })
      const result = answered.status
        ? answered
        : { status: 200, body: answered.body ?? answered, session: answered.session }
      if (key && result.status === 200 && capability.startsWith('transfer')) state.answers.set(key, result)
      return result
    },
  }
}

function payee(state, owner, person, by) {
  return {
    id: state.nextPayee++,
    owner,
    person,
    name: person.name,
    tail: by === 'phone' ? person.phone.slice(-4) : person.number.slice(-4),
    by,
    added_at: '2026-02-03T02:00:00Z',
    sent_count: 6,
    last_sent_at: '2026-10-21T01:12:00Z',
    last_amount: cny(350000),
  }
}

function live(person, index) {
  const rand = chance(7 + index * 13)
  const id = 11 + index * 2
  const accounts = [
    {
      id,
      kind: 'current',
      title: '活期账户',
      number: person.number,
      tail: person.number.slice(-4),
      state: 'open',
    },
    {
      id: id + 1,
      kind: 'savings',
      title: '储蓄账户',
      number: `${person.number.slice(0, 15)}8842`,
      tail: '8842',
      state: 'open',
    },
  ]
  const entries = []
  const now = Date.now()
  const put = (at, amount, kind, title, counterparty, memo = '', account = id) => {
    if (at < now)
      entries.push({
        account: `own:${account}`,
        at,
        fen: amount,
        kind,
        title,
        counterparty,
        memo,
        source: 'bank',
      })
  }
  const first = now - 3 * 365 * DAY
  put(first - DAY, 5_000_000, 'opening', '开户存入', '现金')
  put(first - DAY, 9_000_000, 'opening', '开户存入', '现金', '', id + 1)
  for (let at = first; at < now; at += DAY) {
    const date = new Date(at + 8 * 3_600_000).getUTCDate()
    const base = at - ((at + 8 * 3_600_000) % DAY)
    const h = (hour) => base + hour * 3_600_000 + Math.floor(rand() * 3_500_000)
    if (date === 20)
      put(
        h(10),
        1_864_000 + Math.floor(rand() * 40) * 1000,
        'salary',
        `工资 · ${new Date(at).getUTCMonth() + 1} 月`,
        '湖畔设计有限公司',
        '代发',
      )
    if (date === 3) put(h(15), -353_000, 'rent', '房租', '周文澜', '房租')
    if (date === 12) put(h(9), -Math.floor(9000 + rand() * 24000), 'utilities', '电费', '国网浙江电力')
    if (date === 8) put(h(9), -6900, 'phone', '手机话费', '中国移动')
    if (date === 21) {
      put(h(11), -200_000, 'own', '转到储蓄', '储蓄账户 8842', '每月存一点')
      put(h(11), 200_000, 'own', '从活期转入', '活期账户', '每月存一点', id + 1)
    }
    if (date === 1 && rand() < 0.34)
      put(h(3), Math.floor(2000 + rand() * 6000), 'interest', '利息', 'Sycee', '', id + 1)
    const n = Math.floor(rand() * 3.2)
    for (let i = 0; i < n; i++) {
      const [title, kind, low, high] = SHOPS[Math.floor(rand() * SHOPS.length)]
      put(
        h(7 + Math.floor(rand() * 14)),
        -Math.floor(low + rand() * rand() * (high - low)),
        kind,
        title,
        title,
      )
    }
    if (rand() < 0.012)
      put(h(20), -Math.floor(60_000 + rand() * 500_000), 'shopping', '西溪天街', '西溪天街购物中心')
    if (rand() < 0.02)
      put(h(19), Math.floor(5000 + rand() * 60_000), 'transfer', '妈妈转来', '陈桂芬', '给囡囡')
  }
  entries.sort((a, b) => a.at - b.at)
  const balances = {}
  entries.forEach((entry, seq) => {
    balances[entry.account] = (balances[entry.account] ?? 0) + entry.fen
    Object.assign(entry, { balance: balances[entry.account], id: `${entry.account}:${seq}` })
  })
  return { ...person, accounts, entries, balances }
}

function shape(entry) {
  return {
    id: entry.id,
    account: entry.account,
    at: new Date(entry.at).toISOString(),
    value_on: day(entry.at),
    amount: cny(entry.fen),
    balance: entry.balance === null ? null : cny(entry.balance),
    kind: entry.kind,
    title: entry.title,
    counterparty: entry.counterparty,
    memo: entry.memo,
    source: entry.source,
  }
}

function matching(me, ask) {
  return me.entries.filter(
    (entry) =>
      (!ask.accounts?.length || ask.accounts.includes(entry.account)) &&
      (!ask.since || day(entry.at) >= ask.since) &&
      (!ask.until || day(entry.at) <= ask.until) &&
      (!ask.direction || (ask.direction === 'in') === entry.fen > 0) &&
      (!ask.least || Math.abs(entry.fen) >= Number(ask.least) * 100) &&
      (!ask.most || Math.abs(entry.fen) <= Number(ask.most) * 100) &&
      (!ask.text || [entry.title, entry.counterparty, entry.memo].some((text) => text.includes(ask.text))),
  )
}

function make(state) {
  const find = (to) => state.people.find(({ number, phone }) => number === to || phone === to)
  const mask = (name) => (name.length > 2 ? `${name[0]}*${name.slice(-1)}` : `${name[0]}*`)
  const accountOf = (me, id) => me.accounts.find((account) => account.id === id)
  const available = (me, id) => me.balances[`own:${id}`] ?? 0
  const book = (person, account, amount, kind, title, counterparty, memo, transfer) => {
    const place = `own:${account}`
    person.balances[place] = (person.balances[place] ?? 0) + amount
    person.entries.push({
      id: `${place}:${person.entries.length}`,
      account: place,
      at: Date.now(),
      fen: amount,
      balance: person.balances[place],
      kind,
      title,
      counterparty,
      memo,
      source: 'bank',
      transfer,
    })
  }
  const text = (phone, line) => state.inbox.get(phone)?.unshift({ at: new Date().toISOString(), text: line })
  const commit = (plan) => {
    const transfer = randomUUID()
    book(plan.me, plan.source, -plan.amount, plan.kind, plan.outTitle, plan.to, plan.memo, transfer)
    book(plan.other, plan.target, plan.amount, plan.kind, plan.inTitle, plan.me.name, plan.memo, transfer)
    const receipt = {
      transfer,
      amount: cny(plan.amount),
      fee: cny(0),
      to: plan.to,
      to_tail: plan.toTail,
      from_tail: accountOf(plan.me, plan.source).tail,
      memo: plan.memo,
      made_at: new Date().toISOString(),
    }
    state.transfers.set(transfer, {
      ...receipt,
      booked_at: new Date(Date.now() + 900).toISOString(),
      verification: '8K3F 22MD 91C2',
    })
    return receipt
  }
  const propose = (plan, zh) => {
    const proposal = randomUUID()
    const shown = [
      { label: zh ? '收款人' : 'To', value: plan.to },
      { label: zh ? '收款账号' : 'To account', value: `Sycee ${plan.toTail}` },
      { label: zh ? '付款账户' : 'From', value: `活期 · 尾号 ${accountOf(plan.me, plan.source).tail}` },
      {
        label: zh ? '金额' : 'Amount',
        value: `¥${cny(plan.amount).amount.replace(/\B(?=(\d{3})+\.)/g, ',')}`,
      },
      { label: zh ? '手续费' : 'Fee', value: '0.00' },
      ...(plan.memo ? [{ label: zh ? '附言' : 'Memo', value: plan.memo }] : []),
    ]
    const facts = {
      proposal,
      shown,
      factors: ['sms'],
      why: zh ? '超过单笔 ¥5,000.00 的免核验额度。' : 'It is above ¥5,000.00 for one transfer.',
      expires_at: new Date(Date.now() + 300_000).toISOString(),
    }
    state.proposals.set(proposal, {
      ...facts,
      plan,
      code: '',
      tries: 3,
      state: 'open',
      capability: 'transfer.send',
    })
    return facts
  }
  return {
    'session.start': {
      open: true,
      run({ ask, no, zh }) {
        const person = state.people.find(
          ({ phone, password }) => phone === ask.phone && password === ask.password,
        )
        if (!person)
          return no(
            'wrong_credentials',
            401,
            zh ? '手机号或密码不对' : 'That phone number or password is not right',
            {},
            'password',
          )
        const session = randomUUID().replaceAll('-', '')
        state.sessions.set(session, person)
        return {
          session,
          body: { name: person.name, expires_at: new Date(Date.now() + 1800_000).toISOString() },
        }
      },
    },
    'session.end': {
      run({ session }) {
        state.sessions.delete(session)
        return { session: '', body: {} }
      },
    },
    'party.me': {
      run: ({ me }) => ({
        name: me.name,
        phone: me.phone.replace(/(...)....(....)/, '$1****$2'),
        joined_on: me.since,
        signed_in_at: new Date(Date.now() - 300_000).toISOString(),
      }),
    },
    'account.list': {
      run: ({ me }) => ({
        accounts: me.accounts.map((account) => ({
          ...account,
          balance: cny(available(me, account.id)),
          available: cny(available(me, account.id)),
        })),
      }),
    },
    'payee.check': {
      run({ ask, no, me, zh }) {
        const person = find(ask.to)
        if (!person)
          return no(
            'payee_not_found',
            404,
            zh ? '没有找到这个账号或手机号' : 'No account has that number',
            {},
            'to',
          )
        return {
          name_masked: mask(person.name),
          tail: ask.to.slice(-4),
          by: ask.to === person.phone ? 'phone' : 'account',
          name_matches: ask.name === undefined ? null : ask.name === person.name,
          me: undefined,
        }
      },
    },
    'payee.add': {
      run({ ask, no, me, zh }) {
        const person = find(ask.to)
        if (!person)
          return no(
            'payee_not_found',
            404,
            zh ? '没有找到这个账号或手机号' : 'No account has that number',
            {},
            'to',
          )
        if (person === me)
          return no(
            'payee_is_self',
            409,
            zh ? '这是您自己的账户，请用本人互转' : 'That is your own account',
            {},
            'to',
          )
        if (person.name !== ask.name)
          return no(
            'name_mismatch',
            409,
            zh ? '户名与账户不一致' : 'The name does not match that account',
            {},
            'name',
          )
        const kept = {
          ...payee(state, me, person, ask.to === person.phone ? 'phone' : 'account'),
          sent_count: 0,
          last_sent_at: null,
          last_amount: null,
        }
        state.payees.push(kept)
        return show(kept)
      },
    },
    'payee.list': {
      run: ({ me, empty }) => ({
        payees: empty ? [] : state.payees.filter(({ owner }) => owner === me).map(show),
      }),
    },
    'payee.remove': {
      run({ ask }) {
        state.payees = state.payees.filter(({ id }) => id !== ask.payee)
        return {}
      },
    },
    'transfer.send': {
      run({ ask, me, no, zh }) {
        const kept = state.payees.find(({ id }) => id === ask.payee)
        const amount = fen(ask.amount)
        if (amount > available(me, ask.source))
          return no(
            'insufficient_funds',
            409,
            zh ? '这个账户余额不足' : 'There is not enough money in that account',
            { account: ask.source, available: cny(available(me, ask.source)) },
            'amount',
          )
        if (amount > 20_000_000)
          return no(
            'over_limit',
            409,
            zh ? '超过单笔限额 ¥200,000.00' : 'Above the limit of ¥200,000.00',
            {},
            'amount',
          )
        const plan = {
          me,
          other: kept.person,
          source: ask.source,
          target: kept.person.accounts[0].id,
          amount,
          memo: ask.memo ?? '',
          kind: 'transfer',
          to: kept.name,
          toTail: kept.tail,
          outTitle: `转给${kept.name}`,
          inTitle: `${me.name}转来`,
        }
        if (amount > 500_000)
          return no(
            'step_up_needed',
            403,
            zh ? '这一笔需要多核验一次' : 'One more check is needed',
            propose(plan, zh),
          )
        kept.sent_count++
        Object.assign(kept, { last_amount: ask.amount, last_sent_at: new Date().toISOString() })
        return commit(plan)
      },
    },
    'transfer.own': {
      run({ ask, me, no, zh }) {
        if (ask.source === ask.target)
          return no(
            'same_account',
            422,
            zh ? '转出和转入不能是同一个账户' : 'Both are the same account',
            {},
            'target',
          )
        if (fen(ask.amount) > available(me, ask.source))
          return no(
            'insufficient_funds',
            409,
            zh ? '这个账户余额不足' : 'There is not enough money in that account',
            { account: ask.source, available: cny(available(me, ask.source)) },
            'amount',
          )
        const target = accountOf(me, ask.target)
        return commit({
          me,
          other: me,
          source: ask.source,
          target: ask.target,
          amount: fen(ask.amount),
          memo: ask.memo ?? '',
          kind: 'own',
          to: me.name,
          toTail: target.tail,
          outTitle: `转到${target.title}`,
          inTitle: `从${accountOf(me, ask.source).title}转入`,
        })
      },
    },
    'transfer.receipt': {
      run: ({ ask, no }) => state.transfers.get(ask.transfer) ?? no('not_found', 404, '没有这笔转账'),
    },
    'proposal.show': {
      run: ({ ask, no }) => {
        const { plan, code, tries, ...rest } = state.proposals.get(ask.proposal) ?? {}
        return plan ? rest : no('not_found', 404, '没有这个核验')
      },
    },
    'proposal.challenge': {
      run({ ask, me, no }) {
        const proposal = state.proposals.get(ask.proposal)
        if (!proposal || proposal.state !== 'open') return no('proposal_gone', 409, '这次核验已失效')
        proposal.code = String(Math.floor(100000 + Math.random() * 900000))
        text(
          me.phone,
          `【Sycee】验证码 ${proposal.code}，用于向${proposal.plan.to}转账 ${cny(proposal.plan.amount).amount} 元。5 分钟内有效，不要告诉任何人。`,
        )
        return {
          sent_to: me.phone.replace(/(...)....(....)/, '$1****$2'),
          expires_at: new Date(Date.now() + 300_000).toISOString(),
        }
      },
    },
    'proposal.confirm': {
      run({ ask, no, zh }) {
        const proposal = state.proposals.get(ask.proposal)
        if (!proposal || proposal.state !== 'open')
          return no(
            'proposal_gone',
            409,
            zh ? '这次核验已失效，请重新确认' : 'This check has lapsed; please confirm again',
          )
        if (ask.code !== proposal.code) {
          proposal.tries--
          if (proposal.tries <= 0) proposal.state = 'dropped'
          return no(
            'wrong_code',
            403,
            zh
              ? `验证码不对，还可以试 ${proposal.tries} 次`
              : `That code is not right; ${proposal.tries} tries left`,
            { tries_left: proposal.tries },
            'code',
          )
        }
        proposal.state = 'done'
        return { capability: 'transfer.send', answer: commit(proposal.plan) }
      },
    },
    'proposal.drop': {
      run: ({ ask }) => {
        const proposal = state.proposals.get(ask.proposal)
        if (proposal) proposal.state = 'dropped'
        return {}
      },
    },
    'book.accounts': {
      run: ({ me }) => ({
        accounts: [
          ...me.accounts.map(({ id, title, tail }) => ({
            id: `own:${id}`,
            title,
            institution: 'Sycee',
            tail,
            balance: cny(available(me, id)),
            asset: 'CNY',
          })),
          ...state.outside,
        ],
      }),
    },
    'book.entries': {
      run({ ask, me, empty }) {
        const found = empty ? [] : matching(me, ask).reverse()
        const start = Number(ask.cursor ?? 0)
        const limit = ask.limit ?? 30
        return {
          entries: found.slice(start, start + limit).map(shape),
          next: start + limit < found.length ? String(start + limit) : null,
        }
      },
    },
    'book.entry': {
      run({ ask, me, no }) {
        const entry = me.entries.find(({ id }) => id === ask.entry)
        if (!entry) return no('not_found', 404, '没有这笔记录')
        return {
          ...shape(entry),
          transfer: entry.transfer ?? null,
          account_title: '活期账户 6621',
          lines: [
            { label: '渠道', value: entry.source === 'bank' ? '手机银行' : '导入' },
            { label: '流水号', value: '20261121 0926 1400 4187' },
          ],
        }
      },
    },
    'book.months': {
      run({ ask, me, empty }) {
        const months = new Map()
        for (const entry of empty
          ? []
          : matching(me, { accounts: ask.accounts, since: ask.since, until: ask.until })) {
          const name = day(entry.at).slice(0, 7)
          const month = months.get(name) ?? { month: name, income: 0, expense: 0, count: 0 }
          month.count++
          if (entry.kind !== 'own' || ask.accounts?.length)
            month[entry.fen > 0 ? 'income' : 'expense'] += Math.abs(entry.fen)
          months.set(name, month)
        }
        return {
          months: [...months.values()]
            .reverse()
            .map((month) => ({ ...month, income: cny(month.income), expense: cny(month.expense) })),
        }
      },
    },
    'book.bring': {
      run({ ask, me, no, zh }) {
        const bytes = Buffer.from(ask.content, 'base64')
        if (bytes.includes(0))
          return no(
            'unreadable_file',
            422,
            zh ? '这不是认得的账单文件' : 'This is no statement we can read',
            {},
            'content',
          )
        const account = 'out:3'
        const there = state.outside.length > 0
        if (!there) {
          state.outside.push({
            id: account,
            title: '支付宝',
            institution: '支付宝',
            tail: '6621',
            balance: null,
            asset: 'CNY',
          })
          for (let i = 0; i < 40; i++)
            me.entries.push({
              id: `${account}:${i}`,
              account,
              at: Date.now() - i * DAY * 1.3,
              fen: i % 9 ? -Math.floor(900 + i * 317) : 18800,
              balance: null,
              kind: '',
              title: ['瑞幸咖啡', '盒马鲜生', '哈啰单车', '余额宝收益'][i % 4],
              counterparty: '',
              memo: '',
              source: 'outside',
            })
          me.entries.sort((a, b) => a.at - b.at)
        }
        return {
          file: ask.name,
          format: 'alipay',
          account,
          rows_read: 43,
          skipped: [
            { line: 5, why: zh ? '交易关闭，没有收支' : 'closed, no money moved' },
            { line: 28, why: zh ? '金额不是数字' : 'the amount is no number' },
            { line: 41, why: zh ? '交易关闭，没有收支' : 'closed, no money moved' },
          ],
          income: { CNY: '752.00' },
          expense: { CNY: '23764.18' },
          added: there ? 0 : 40,
          already_there: there ? 40 : 0,
        }
      },
    },
    'city.people': {
      open: true,
      run: () => ({
        people: state.people.map(({ name, phone, password, story }) => ({ name, phone, password, story })),
      }),
    },
    'city.phone': { open: true, run: ({ ask }) => ({ messages: state.inbox.get(ask.phone) ?? [] }) },
  }
}

function show({ owner, person, ...kept }) {
  return kept
}
