import { useState } from 'react'
import {
  accountList,
  cardRepay,
  cardShow,
  type Account,
  type CardRepayAsk,
  type Money,
  type ShownCard,
} from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  Empty,
  Failed,
  Field,
  figure,
  List,
  ListRow,
  Icon,
  tidyAmount,
  typedMoney,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { ConfirmSheet, type SheetWords } from '../../pieces/paying/confirm-sheet'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { refused, troubledAt, type Asked } from '../../pieces/paying/refusal'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useSheetStep } from '../../pieces/paying/steps'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from './card.module.css'

const SAYS: SheetWords = {
  prove: {
    title: words('这笔还款需要多核验一次', 'One more check for this repayment'),
    act: words('还款', 'repay'),
    proving: words('正在核验并还款…', 'Checking and repaying…'),
    drop: words('不还了', 'Let it go'),
  },
  confirm: words('确认还款', 'Repay'),
  busy: words('正在还款，请稍候…', 'Repaying, one moment…'),
  rests: words('没有网络，暂不能还款', 'Offline; repayments rest'),
  undone: words('没有还', 'Not repaid'),
  open: words('还款还没有结果', 'No result yet'),
}

type Part = CardRepayAsk['part']

/** Repay the card: the statement, its minimum, everything or a sum. */
export default function RepayPage() {
  const say = useSay()
  const mine = useRead(cardShow, {})
  const accounts = useRead(accountList, {})
  return (
    <Page title={say(words('信用卡还款', 'Repay the card'))} back="/card">
      <Show of={mine} rows={4}>
        {({ card }) =>
          card && card.owed.minor > 0n ? (
            <Show of={accounts} rows={4}>
              {(answer) => <Choose card={card} accounts={answer.accounts} />}
            </Show>
          ) : (
            <Card>
              <Empty icon="check" title={say(words('没有要还的', 'There is nothing to repay'))}>
                <ButtonLink to="/card">{say(words('回信用卡', 'To the card'))}</ButtonLink>
              </Empty>
            </Card>
          )
        }
      </Show>
    </Page>
  )
}

interface Choice {
  readonly part: Part
  readonly name: Words
  readonly amount: Money | null
}

function choicesOf({ due, owed }: ShownCard): Choice[] {
  const less = (one: Money) => (one.minor < owed.minor ? one : owed)
  const open = due && due.left.minor > 0n
  return [
    ...(open
      ? [{ part: 'statement' as const, name: words('账单全额', 'The statement'), amount: less(due.left) }]
      : []),
    ...(open && due.minimum_left.minor > 0n
      ? [{ part: 'minimum' as const, name: words('最低还款', 'The minimum'), amount: less(due.minimum_left) }]
      : []),
    { part: 'all', name: words('全部欠款', 'Everything owed'), amount: owed },
    { part: 'amount', name: words('其他金额', 'Another sum'), amount: null },
  ]
}

function Choose({ card, accounts }: { card: ShownCard; accounts: readonly Account[] }) {
  const say = useSay()
  const { down } = useLine()
  const [draft, setDraft, clear] = useKept<Draft>('card.repay', BLANK)
  const choices = choicesOf(card)
  const [picked, pick] = useKept<Part | null>('card.part', null)
  const [wrong, setWrong] = useState<string | null>(null)
  const sheet = useSheetStep()
  const chosen = choices.find(({ part }) => part === picked) ?? choices[0]
  const open = accounts.filter(({ state, balance }) => state === 'open' && balance.asset === 'CNY')
  const source =
    open.find(({ id }) => id === draft.source) ?? open.find(({ kind }) => kind === 'current') ?? open[0]
  const typed = typedMoney(draft.amount)
  const amount = chosen?.part === 'amount' ? typed : (chosen?.amount ?? null)
  const over = chosen?.part === 'amount' && typed && typed.minor > card.owed.minor
  const short = amount && source && source.available.minor < amount.minor
  const change = (to: Partial<Draft>) => {
    setWrong(null)
    setDraft({ ...draft, proposal: null, ...to })
  }
  return (
    <div className={style.form}>
      <List label={say(words('还多少', 'How much'))}>
        {choices.map((one) => (
          <ListRow
            key={one.part}
            title={say(one.name)}
            onPress={() => {
              pick(one.part)
              change({})
            }}
            end={
              <>
                {one.amount && figure(one.amount)}
                {one.part === chosen?.part && (
                  <span role="img" aria-label={say(words('已选', 'chosen'))}>
                    <Icon name="check" size={18} />
                  </span>
                )}
              </>
            }
          />
        ))}
      </List>
      {chosen?.part === 'amount' && (
        <Field
          label={say(words('还款金额（元）', 'Amount (yuan)'))}
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          maxLength={12}
          wrong={over ? say(words('比所欠的多', 'More than is owed')) : null}
          hint={say(words(`最多 ${figure(card.owed)}`, `at most ${figure(card.owed)}`))}
          onChange={(text) => {
            change({ amount: tidyAmount(text) })
          }}
        />
      )}
      <Card padded={false}>
        <AccountLine
          label={say(words('付款账户', 'From'))}
          accounts={open}
          chosen={source ?? null}
          onChoose={({ id }) => {
            change({ source: id })
          }}
        />
      </Card>
      {wrong && <Failed title={say(words('没有还', 'Not repaid'))} line={wrong} />}
      <Button kind="act" wide disabled={down || !source || !amount || !!over || !!short} onPress={sheet.open}>
        {say(
          down
            ? words('没有网络，暂不能还款', 'Offline; repayments rest')
            : short
              ? words('这个账户余额不够，请换一个', 'Not enough in that account; choose another')
              : amount
                ? words(`还 ${figure(amount)}，下一步`, `Repay ${figure(amount)}, next`)
                : words('下一步', 'Next'),
        )}
      </Button>
      {source && amount && chosen && (
        <Sign
          sheet={sheet}
          card={card}
          source={source}
          part={chosen.part}
          amount={amount}
          draft={draft}
          onDraft={setDraft}
          onClear={() => {
            clear()
            pick(null)
          }}
          onRefused={(line) => {
            setWrong(line)
            sheet.close()
          }}
        />
      )}
    </div>
  )
}

interface SignProps {
  sheet: ReturnType<typeof useSheetStep>
  card: ShownCard
  source: Account
  part: Part
  amount: Money
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
  onRefused: (line: string) => void
}

/** What is shown is what is repaid: the sum, whichever way it was chosen. */
function Sign({ sheet, card, source, part, amount, draft, onDraft, onClear, onRefused }: SignProps) {
  const say = useSay()
  const paying = useAct(cardRepay, 'key.card.repay')
  const ask = { source: source.id, part: 'amount' as const, amount }
  const confirm = async (): Promise<Asked> => {
    const outcome = await paying.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'no_card':
      case 'nothing_owed':
      case 'more_than_owed':
      case 'amount_not_positive':
      case 'insufficient_funds':
      case 'over_limit':
      case 'day_limit':
      case 'not_booked':
      case 'account_closed':
      case 'account_frozen':
      case 'no_such_account':
        return refused(outcome)
      default:
        return troubledAt(outcome)
    }
  }
  const lines = [
    {
      label: say(words('还款信用卡', 'Card')),
      value: say(words(`本行信用卡 尾号 ${card.tail}`, `Credit card ending ${card.tail}`)),
    },
    { label: say(words('还的是', 'Of it')), value: say(NAMES[part]) },
    { label: say(words('手续费', 'Fee')), value: '0.00' },
    {
      label: say(words('付款账户', 'From')),
      value: say(words(`${source.title} 尾号 ${source.tail}`, `${source.title} ending ${source.tail}`)),
    },
  ]
  return (
    <ConfirmSheet
      open={sheet.shown}
      onClose={sheet.close}
      amount={amount}
      lines={lines}
      busy={paying.busy}
      unsettled={paying.unsettled(ask)}
      proposal={draft.proposal}
      onProposal={(proposal) => {
        onDraft({ ...draft, proposal })
      }}
      onConfirm={confirm}
      onRefused={onRefused}
      onClear={onClear}
      says={SAYS}
    />
  )
}

const NAMES: Readonly<Record<Part, Words>> = {
  statement: words('账单全额', 'the statement'),
  minimum: words('最低还款', 'the minimum'),
  all: words('全部欠款', 'everything owed'),
  amount: words('其他金额', 'a sum'),
}
