import { useState } from 'react'
import type { Account, FindBill, FoundBills, ListedBiller, OpenBill } from '@sycee/client'
import {
  Button,
  Card,
  dayWords,
  Empty,
  Failed,
  figure,
  Icon,
  List,
  ListRow,
  Section,
  Tag,
  today,
  useSay,
  words,
} from '@sycee/kit'
import { Cautious } from '../../pieces/cautious'
import { useAmount } from '../../pieces/paying/amount-part'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useSheetStep } from '../../pieces/paying/steps'
import { useKept } from '../../shell/kept'
import { useLine } from '../../shell/line'
import style from '../../pieces/paying/paying.module.css'
import { periodWords } from './kinds'
import { SignBill } from './sign-bill'

interface Props {
  biller: ListedBiller
  found: FoundBills
  of: FindBill
  accounts: readonly Account[]
  /** What was found is old: somebody has paid, or the biller has changed it. */
  onStale: () => void
  onPaid: () => void
}

/** What a number owes: the name as the biller masks it, and its bills, of which one is paid at a time. */
export function FoundPart(props: Props) {
  const { biller, found } = props
  const say = useSay()
  // It stays when what is owed is asked for anew, also where nothing is left of it: the question is what became of it.
  const [refused, refuse] = useState<string | null>(null)
  const whose = words(
    `${found.holder} · ${biller.label}尾号 ${found.tail}`,
    `${found.holder} · ${biller.label.toLowerCase()} ending ${found.tail}`,
  )
  return (
    <Section title={say(words('待缴账单', 'Bills to pay'))}>
      <Card padded={false}>
        <ListRow
          tile="person"
          title={say(whose)}
          caption={say(words('户名由收费单位提供，请核对', 'The name is the biller’s word; please check it'))}
        />
      </Card>
      {refused && <Failed title={say(words('没有缴', 'Not paid'))} line={refused} />}
      {found.bills.length === 0 ? (
        <Card>
          <Empty
            icon="check"
            title={say(words('没有欠费', 'Nothing is owed'))}
            line={say(words('新账单出来后再来看', 'Look again when the next bill is out'))}
          />
        </Card>
      ) : (
        <Choose {...props} onRefused={refuse} />
      )}
    </Section>
  )
}

interface ChooseProps extends Props {
  /** Why it was not paid; null when it is tried again. */
  onRefused: (line: string | null) => void
}

function Choose({ biller, found, of, accounts, onStale, onPaid, onRefused }: ChooseProps) {
  const say = useSay()
  const { down } = useLine()
  const [draft, setDraft, clear] = useKept<Draft>(`bill.${biller.code}`, BLANK)
  const [picked, pick] = useState<string | null>(null)
  const amount = useAmount(draft, setDraft, accounts)
  const sheet = useSheetStep()
  const open = found.bills.filter(({ paid }) => !paid)
  const chosen = open.find(({ bill }) => bill === picked) ?? open[0]
  const short = chosen && amount.source && amount.source.available.minor < chosen.amount.minor
  const next = () => {
    onRefused(null)
    sheet.open()
  }
  return (
    <div className={style.form}>
      <Cautious />
      <List label={say(words('待缴账单', 'Bills to pay'))}>
        {found.bills.map((bill) => (
          <BillRow
            key={bill.bill}
            bill={bill}
            chosen={bill === chosen}
            onPick={() => {
              pick(bill.bill)
              setDraft({ ...draft, proposal: null })
            }}
          />
        ))}
      </List>
      {chosen && (
        <>
          <Card padded={false}>
            <AccountLine
              label={say(words('付款账户', 'From'))}
              accounts={accounts}
              chosen={amount.source}
              onChoose={({ id }) => {
                onRefused(null)
                amount.set({ source: id })
              }}
            />
          </Card>
          {amount.wrong && <Failed title={say(words('没有缴', 'Not paid'))} line={amount.wrong} />}
          <Button kind="act" wide disabled={down || !amount.source || !!short} onPress={next}>
            {say(
              down
                ? words('没有网络，暂不能缴费', 'Offline; bills rest')
                : short
                  ? words('这个账户余额不够，请换一个', 'Not enough in that account; choose another')
                  : words(`缴 ${figure(chosen.amount)}，下一步`, `Pay ${figure(chosen.amount)}, next`),
            )}
          </Button>
          {amount.source && (
            <SignBill
              sheet={sheet}
              biller={biller}
              found={found}
              of={of}
              bill={chosen}
              source={amount.source}
              draft={draft}
              onDraft={setDraft}
              onClear={() => {
                clear()
                onPaid()
              }}
              onRefused={(line) => {
                onRefused(line)
                sheet.close()
                onStale()
              }}
            />
          )}
        </>
      )}
    </div>
  )
}

function BillRow({ bill, chosen, onPick }: { bill: OpenBill; chosen: boolean; onPick: () => void }) {
  const say = useSay()
  const due = dayWords(bill.due_on)
  const late = !bill.paid && bill.due_on < today()
  const tag = bill.paid ? (
    <Tag>{say(words('已缴，等收费单位销账', 'paid; its biller will settle it'))}</Tag>
  ) : late ? (
    <Tag tone="ochre">{say(words('已过期', 'overdue'))}</Tag>
  ) : undefined
  return (
    <ListRow
      title={say(periodWords(bill.period))}
      tag={tag}
      caption={say(words(`${due.zh}前缴`, `due ${due.en}`))}
      end={
        <>
          {figure(bill.amount)}
          {chosen && (
            <span role="img" aria-label={say(words('已选', 'chosen'))}>
              <Icon name="check" size={18} />
            </span>
          )}
        </>
      }
      {...(!bill.paid && { onPress: onPick })}
    />
  )
}
