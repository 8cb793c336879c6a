import { useState } from 'react'
import { bookEntries, cardFreeze, cardShow, type MyCard, type ShownCard } from '@sycee/client'
import {
  Bone,
  Button,
  ButtonLink,
  Card,
  dayWords,
  Empty,
  Failed,
  figure,
  Hero,
  Icon,
  IngotPlate,
  List,
  ListRow,
  look,
  Notice,
  Section,
  Tag,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { EntryRow } from '../../pieces/entry-row'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Apply } from './apply'
import { stepOf } from './deed'
import { AutoSheet, CloseSheet, LimitSheet, UnfreezeSheet } from './manage'
import { TryOut } from './try-out'
import style from './card.module.css'

type Sheet = 'auto' | 'limit' | 'unfreeze' | 'close' | 'try' | null

/** My credit card: what is owed and by when, what is left to buy for, what was bought since the last statement. */
export default function CardPage() {
  const say = useSay()
  const mine = useRead(cardShow, {})
  const [sheet, open] = useState<Sheet>(null)
  const card = mine.answer?.card
  return (
    <Page
      title={say(words('信用卡', 'Credit card'))}
      back="/me"
      asideAlways
      aside={mine.answer && <Beside mine={mine.answer} onOpen={open} />}
    >
      <Show
        of={mine}
        bones={
          <div style={{ display: 'grid', gap: 18 }}>
            <Bone width="100%" height={180} />
            <Bone width="100%" height={210} />
          </div>
        }
      >
        {({ card: held, offer }) => (held ? <Held card={held} onOpen={open} /> : <Apply offer={offer} />)}
      </Show>
      {card && (
        <Sheets
          of={sheet}
          card={card}
          mine={mine.answer}
          onClose={() => {
            open(null)
          }}
        />
      )}
    </Page>
  )
}

function Sheets({
  of,
  card,
  mine,
  onClose,
}: {
  of: Sheet
  card: ShownCard
  mine: MyCard
  onClose: () => void
}) {
  switch (of) {
    case 'auto':
      return <AutoSheet card={card} onClose={onClose} />
    case 'limit':
      return <LimitSheet card={card} onClose={onClose} />
    case 'unfreeze':
      return <UnfreezeSheet card={card} onClose={onClose} />
    case 'close':
      return <CloseSheet card={card} onClose={onClose} />
    case 'try':
      return <TryOut shops={mine.shops} onClose={onClose} />
    case null:
      return null
  }
}

interface HeldProps {
  card: ShownCard
  onOpen: (sheet: Sheet) => void
}

function Held({ card, onOpen }: HeldProps) {
  const say = useSay()
  return (
    <>
      <Face card={card} />
      <Acts card={card} onOpen={onOpen} />
      <Room card={card} onOpen={onOpen} />
      <Section
        title={say(words('本期明细', 'This cycle'))}
        more={{ to: `/book?accounts=own:${card.account}`, words: say(words('全部', 'All')) }}
      >
        <Cycle card={card} />
      </Section>
    </>
  )
}

/** The card itself, with what is owed on it. */
function Face({ card }: { card: ShownCard }) {
  const say = useSay()
  const { veiled } = useSettings()
  const credit = card.owed.minor < 0n
  return (
    <IngotPlate>
      <div className={look(style.face, card.state === 'frozen' && style.frozen)}>
        <p className={style.brand}>
          <Icon name="ingot" size={24} />
          {say(words('Sycee 信用卡', 'Sycee credit card'))}
          {card.state === 'frozen' && <Tag tone="ochre">{say(words('已冻结', 'frozen'))}</Tag>}
          <span aria-label={say(words(`尾号 ${card.tail}`, `ending ${card.tail}`))}>•••• {card.tail}</span>
        </p>
        <p>{say(credit ? words('多还的', 'In credit') : words('现在欠', 'Owed now'))}</p>
        <Hero value={credit ? { ...card.owed, minor: -card.owed.minor } : card.owed} veiled={veiled} />
        <Due card={card} veiled={veiled} />
      </div>
    </IngotPlate>
  )
}

function Due({ card, veiled }: { card: ShownCard; veiled: boolean }) {
  const say = useSay()
  const { due } = card
  const next = dayWords(card.next_on)
  if (!due || due.left.minor <= 0n)
    return (
      <p className={style.due}>
        {say(
          due && due.balance.minor > 0n
            ? words(`本期账单已还清。下次 ${next.zh} 出账单`, `The statement is repaid. Next on ${next.en}`)
            : words(`${next.zh} 出账单，之后 20 天内还`, `Statement on ${next.en}, due 20 days later`),
        )}
      </p>
    )
  const on = dayWords(due.due_on)
  const left = veiled ? '＊＊＊＊' : figure(due.left)
  const least = veiled ? '＊＊＊＊' : figure(due.minimum_left)
  return (
    <p className={look(style.due, due.overdue && style.late)}>
      <Icon name={due.overdue ? 'flag' : 'clock'} size={18} />
      {say(
        due.overdue
          ? words(`已逾期：账单还差 ${left}，最低还差 ${least}`, `Overdue: ${left} left, at least ${least}`)
          : words(`${on.zh} 前还 ${left}，最低 ${least}`, `${left} due ${on.en}, at least ${least}`),
      )}
    </p>
  )
}

function Acts({ card, onOpen }: HeldProps) {
  const say = useSay()
  const { down } = useLine()
  const [wrong, setWrong] = useState<string | null>(null)
  const { run, busy } = useAct(cardFreeze)
  const freeze = async () => {
    setWrong(null)
    const step = stepOf(await run({}))
    if (step?.then === 'wrong') setWrong(step.line)
    else if (step) forget('card.')
  }
  const frozen = card.state === 'frozen'
  return (
    <>
      <div className={style.acts}>
        {card.owed.minor > 0n && !down ? (
          <ButtonLink kind="act" to="/card/repay">
            {say(words('还款', 'Repay'))}
          </ButtonLink>
        ) : (
          <Button kind="act" disabled>
            {say(down ? words('没有网络', 'Offline') : words('没有要还的', 'Nothing to repay'))}
          </Button>
        )}
        {frozen ? (
          <Button
            icon="shield"
            disabled={down}
            onPress={() => {
              onOpen('unfreeze')
            }}
          >
            {say(words('解冻', 'Unfreeze'))}
          </Button>
        ) : (
          <Button icon="shield" busy={busy} disabled={down} onPress={() => void freeze()}>
            {say(words('立即冻结', 'Freeze at once'))}
          </Button>
        )}
      </div>
      {wrong && <Failed title={say(words('没有冻结', 'Not frozen'))} line={wrong} />}
      {frozen && (
        <Notice icon="shield" title={say(words('卡已冻结', 'The card is frozen'))}>
          {say(words('不能消费；退款和还款照常。', 'Nothing can be bought; it can be repaid as ever.'))}
        </Notice>
      )}
    </>
  )
}

/** The limit: what of it is used. */
function Room({ card, onOpen }: HeldProps) {
  const say = useSay()
  const { veiled } = useSettings()
  const used = card.owed.minor > 0n ? Number((card.owed.minor * 100n) / card.limit.minor) : 0
  const show = (value: ShownCard['limit']) => (veiled ? '＊＊＊＊' : figure(value))
  return (
    <Card>
      <div className={style.room}>
        <p>
          <span>{say(words('可用额度', 'Left to buy for'))}</span>
          <b>{show(card.available)}</b>
        </p>
        <div className={style.bar} aria-hidden="true">
          <span style={{ width: `${veiled ? 0 : Math.min(used, 100)}%` }} />
        </div>
        <p>
          <span>
            {say(words(`总额度 ${show(card.limit)}`, `Limit ${show(card.limit)}`))} ·{' '}
            {say(
              words(
                `已用 ${show(card.owed.minor > 0n ? card.owed : { ...card.owed, minor: 0n })}`,
                `used ${show(card.owed.minor > 0n ? card.owed : { ...card.owed, minor: 0n })}`,
              ),
            )}
          </span>
          <button
            type="button"
            onClick={() => {
              onOpen('limit')
            }}
          >
            {say(words('调整', 'Change'))}
          </button>
        </p>
      </div>
    </Card>
  )
}

/** What was bought, given back and repaid since the last statement. */
function Cycle({ card }: { card: ShownCard }) {
  const say = useSay()
  const { veiled } = useSettings()
  const entries = useRead(bookEntries, { accounts: [`own:${card.account}`], since: card.cycle_from })
  return (
    <Show of={entries} rows={4}>
      {(answer) =>
        answer.entries.length === 0 ? (
          <Card>
            <Empty icon="bag" title={say(words('这一期还没有消费', 'Nothing bought in this cycle'))} />
          </Card>
        ) : (
          <List>
            {answer.entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} dated veiled={veiled} />
            ))}
          </List>
        )
      }
    </Show>
  )
}

function Beside({ mine, onOpen }: { mine: MyCard; onOpen: (sheet: Sheet) => void }) {
  const say = useSay()
  const { card } = mine
  return (
    <>
      {card && (
        <List label={say(words('信用卡管理', 'Manage the card'))}>
          <ListRow
            tile="file"
            title={say(words('账单', 'Statements'))}
            caption={say(
              words(`每月 ${card.statement_day} 日出`, `one a month, on day ${card.statement_day}`),
            )}
            to="/card/statements"
            more
          />
          <ListRow
            tile="clock"
            title={say(words('自动还款', 'Repay by itself'))}
            caption={autoLine(card, say)}
            onPress={() => {
              onOpen('auto')
            }}
            more
          />
          {mine.simulated && (
            <ListRow
              tile="bag"
              title={say(words('试刷（模拟）', 'Try it out (simulated)'))}
              caption={say(words('在模拟的商店买一样东西', 'Buy something in a simulated shop'))}
              onPress={() => {
                onOpen('try')
              }}
              more
            />
          )}
          <ListRow
            tile="remove"
            title={say(words('销卡', 'Close the card'))}
            caption={say(words('结清之后才能销', 'Once nothing is owed'))}
            onPress={() => {
              onOpen('close')
            }}
            more
          />
        </List>
      )}
      {mine.notice && (
        <Notice title={say(words('卡组织为模拟', 'The card network is simulated'))}>
          <p>{mine.notice}</p>
        </Notice>
      )}
      <Notice icon="interest" title={say(words('不收利息和违约金', 'No interest and no late fee'))}>
        {say(
          words(
            '逾期会提醒您，但不计利息、不收费，也不上报征信。这里还没有分期和取现。',
            'You are told when you are late; nothing is charged or reported. There are no instalments and no cash yet.',
          ),
        )}
      </Notice>
    </>
  )
}

function autoLine({ auto }: ShownCard, say: ReturnType<typeof useSay>): string {
  if (!auto) return say(words('还款日自动从账户扣，现在没开', 'Off; on the due day from an account'))
  return say(
    auto.part === 'statement'
      ? words(`还款日全额，从尾号 ${auto.tail} 扣`, `in full on the due day, from ${auto.tail}`)
      : words(`还款日还最低，从尾号 ${auto.tail} 扣`, `the minimum on the due day, from ${auto.tail}`),
  )
}
