import { useState } from 'react'
import { accountList, cardAutoRepay, cardClose, cardLimit, cardUnfreeze, type ShownCard } from '@sycee/client'
import { Card, Facts, Field, figure, Segments, tidyAmount, typedMoney, useSay, words } from '@sycee/kit'
import { AccountLine } from '../../pieces/paying/source-pick'
import type { ProveWords } from '../../pieces/prove'
import { useAct } from '../../shell/act'
import { useRead } from '../../shell/read'
import { Deed, stepOf } from './deed'
import style from './card.module.css'

interface Props {
  card: ShownCard
  onClose: () => void
}

const says = (act: ProveWords['act']): ProveWords => ({
  title: words('需要多核验一次', 'One more check'),
  act,
  proving: words('正在核验…', 'Checking…'),
  drop: words('不改了', 'Let it be'),
})

/** Let a frozen card go again. */
export function UnfreezeSheet({ onClose }: Props) {
  const say = useSay()
  const { run, busy } = useAct(cardUnfreeze)
  return (
    <Deed
      title={words('解冻信用卡', 'Unfreeze the card')}
      label={words('解冻', 'Unfreeze')}
      says={says(words('解冻', 'unfreeze'))}
      busy={busy}
      run={async () => stepOf(await run({}))}
      onClose={onClose}
    >
      <p>{say(words('解冻后马上可以消费。', 'Once unfrozen it can be bought with at once.'))}</p>
    </Deed>
  )
}

/** A limit of my own choosing, up to what the bank gives. */
export function LimitSheet({ card, onClose }: Props) {
  const say = useSay()
  const [text, setText] = useState(figure(card.limit).replaceAll(',', ''))
  const { run, busy } = useAct(cardLimit)
  const limit = typedMoney(text)
  return (
    <Deed
      title={words('调整额度', 'Change the limit')}
      label={words('改额度', 'Set the limit')}
      says={says(words('改额度', 'set the limit'))}
      busy={busy}
      ready={limit !== null && limit.minor !== card.limit.minor}
      run={async () => (limit ? stepOf(await run({ limit })) : null)}
      onClose={onClose}
    >
      <Facts
        lines={[
          { label: say(words('银行给的最高额度', 'Most that the bank gives')), value: figure(card.granted) },
          { label: say(words('现在的额度', 'Limit now')), value: figure(card.limit) },
        ]}
      />
      <Field
        label={say(words('新的额度（元）', 'New limit (yuan)'))}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        maxLength={12}
        hint={say(words('不低于已经用掉的', 'Not less than what is owed'))}
        onChange={(value) => {
          setText(tidyAmount(value))
        }}
      />
    </Deed>
  )
}

type Part = 'statement' | 'minimum' | 'off'

/** What is repaid by itself on the due day, and from which account. */
export function AutoSheet({ card, onClose }: Props) {
  const say = useSay()
  const accounts = useRead(accountList, {})
  const [part, setPart] = useState<Part>(card.auto?.part ?? 'statement')
  const [picked, pick] = useState<number | null>(card.auto?.source ?? null)
  const { run, busy } = useAct(cardAutoRepay)
  const open = (accounts.answer?.accounts ?? []).filter(({ state }) => state === 'open')
  const source = open.find(({ id }) => id === picked) ?? open[0] ?? null
  return (
    <Deed
      title={words('自动还款', 'Repay by itself')}
      label={part === 'off' ? words('关闭自动还款', 'Turn it off') : words('开通自动还款', 'Turn it on')}
      says={says(words('设置自动还款', 'set it'))}
      busy={busy}
      ready={part === 'off' ? card.auto !== null : source !== null}
      run={async () => stepOf(await run(part === 'off' ? { part } : { part, source: source?.id ?? null }))}
      onClose={onClose}
    >
      <Segments
        label={say(words('还多少', 'How much'))}
        value={part}
        onChange={setPart}
        of={[
          { value: 'statement', label: say(words('全额', 'In full')) },
          { value: 'minimum', label: say(words('最低', 'Minimum')) },
          { value: 'off', label: say(words('不用', 'Off')) },
        ]}
      />
      {part !== 'off' && (
        <Card padded={false}>
          <AccountLine
            label={say(words('扣款账户', 'From'))}
            accounts={open}
            chosen={source}
            onChoose={({ id }) => {
              pick(id)
            }}
          />
        </Card>
      )}
      <p className={style.small}>
        {say(
          words(
            '还款日零点后自动扣一次。余额不够就一分不扣，并发消息告诉您，当天自己还也不算逾期。',
            'Debited once, early on the due day. If money is short nothing is debited and you are told; repaying yourself on that day is in time.',
          ),
        )}
      </p>
    </Deed>
  )
}

/** The end of a card. */
export function CloseSheet({ card, onClose }: Props) {
  const say = useSay()
  const { run, busy } = useAct(cardClose)
  return (
    <Deed
      title={words('销卡', 'Close the card')}
      label={words('销卡', 'Close it')}
      kind="danger"
      says={says(words('销卡', 'close'))}
      busy={busy}
      run={async () => stepOf(await run({}))}
      onClose={onClose}
    >
      <p>
        {say(
          words(
            `尾号 ${card.tail} 的信用卡结清后才能销；销了不能恢复，账单和明细都还在。`,
            `Card ${card.tail} can be closed once nothing is owed. It is for good; statements and entries stay.`,
          ),
        )}
      </p>
    </Deed>
  )
}
