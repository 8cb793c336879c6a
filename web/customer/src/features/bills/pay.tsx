import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { Navigate, useParams, useSearchParams } from 'react-router'
import {
  accountList,
  billBillers,
  billFind,
  type Account,
  type FindBill,
  type FoundBills,
  type ListedBiller,
} from '@sycee/client'
import { Button, Card, Failed, Field, ListRow, Notice, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import style from '../../pieces/paying/paying.module.css'
import { FoundPart } from './found'
import { ICONS } from './kinds'

/** Pay a bill: whose number, what is owed, which of it; the sheet that confirms opens over it. */
export default function PayPage() {
  const say = useSay()
  const { biller: code = '' } = useParams()
  const billers = useRead(billBillers, {})
  const accounts = useRead(accountList, {})
  const biller = billers.answer?.billers.find((one) => one.code === code)
  if (billers.answer && !biller) return <Navigate to="/life" replace />
  return (
    <Page
      title={say(
        biller?.category === 'social' ? words('社保缴费', 'Social security') : words('缴费', 'Pay a bill'),
      )}
      back="/life"
      asideAlways
      aside={
        billers.answer?.notice && (
          <Notice title={say(words('收费单位为模拟', 'The billers are simulated'))}>
            <p>{billers.answer.notice}</p>
          </Notice>
        )
      }
    >
      <Show of={billers} rows={2}>
        {() =>
          biller && (
            <Show of={accounts} rows={2}>
              {(answer) => <Whose key={code} biller={biller} accounts={answer.accounts} />}
            </Show>
          )
        }
      </Show>
    </Page>
  )
}

function Whose({ biller, accounts }: { biller: ListedBiller; accounts: readonly Account[] }) {
  const say = useSay()
  const [search] = useSearchParams()
  const like = search.get('like')
  const [number, setNumber, clearNumber] = useKept<string>(`bill.number.${biller.code}`, '')
  const finding = useFinding(biller)
  // What was found is not kept over a reload, the number is: it is asked for again.
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (like) void finding.find({ biller: biller.code, like })
    else if (number) void finding.find({ biller: biller.code, customer: number })
  })
  return (
    <div className={style.form}>
      <Card padded={false}>
        <ListRow tile={ICONS[biller.category]} title={biller.name} caption={biller.label} />
      </Card>
      {!like && (
        <NumberForm
          biller={biller}
          number={number}
          finding={finding}
          onNumber={(text) => {
            setNumber(text)
            finding.forget()
          }}
        />
      )}
      {finding.trouble && (
        <Failed title={say(words('没有查到', 'Not found out'))} line={finding.trouble}>
          <Button busy={finding.busy} onPress={finding.again}>
            {say(words('再查一次', 'Look again'))}
          </Button>
        </Failed>
      )}
      {finding.found && (
        <FoundPart
          key={`${finding.found.tail} ${finding.found.holder}`}
          biller={biller}
          found={finding.found.answer}
          of={finding.found.of}
          accounts={accounts}
          onStale={finding.again}
          onPaid={clearNumber}
        />
      )}
    </div>
  )
}

interface NumberProps {
  biller: ListedBiller
  number: string
  finding: Finding
  onNumber: (text: string) => void
}

function NumberForm({ biller, number, finding, onNumber }: NumberProps) {
  const say = useSay()
  const { down } = useLine()
  const { least, most, label } = biller
  const digits = say(
    least === most
      ? words(`${least} 位数字`, `${least} digits`)
      : words(`${least} 到 ${most} 位数字`, `${least} to ${most} digits`),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const plain = number.replace(/[\s-]/g, '')
    if (/^\d+$/.test(plain) && plain.length >= least && plain.length <= most)
      void finding.find({ biller: biller.code, customer: plain })
    else
      finding.complain(say(words(`请填 ${digits}的${label}`, `Give a ${label.toLowerCase()} of ${digits}`)))
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <Field
        label={label}
        inputMode="numeric"
        autoComplete="off"
        value={number}
        wrong={finding.wrong}
        maxLength={30}
        hint={say(words(`${digits}，在单据上`, `${digits}, on their paper`))}
        onChange={onNumber}
      />
      <Button kind={finding.found ? 'plain' : 'act'} wide submit busy={finding.busy} disabled={down}>
        {say(
          down
            ? words('没有网络，暂不能查询', 'Offline; cannot look')
            : finding.busy
              ? words('正在向收费单位查询…', 'Asking the biller…')
              : words('查账单', 'Find bills'),
        )}
      </Button>
    </form>
  )
}

interface Finding {
  readonly found: { readonly of: FindBill; readonly answer: FoundBills; tail: string; holder: string } | null
  /** Wrong with the number itself. */ readonly wrong: string | null
  readonly trouble: string | null
  readonly busy: boolean
  readonly find: (ask: FindBill) => Promise<void>
  readonly again: () => void
  readonly complain: (line: string) => void
  readonly forget: () => void
}

/** Asking a biller what is owed, and what came of it. */
function useFinding(biller: ListedBiller): Finding {
  const { run, busy } = useAct(billFind)
  const [found, setFound] = useState<Finding['found']>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const asked = useRef<FindBill>({ biller: biller.code })
  const forget = () => {
    setFound(null)
    setWrong(null)
    setTrouble(null)
  }
  const find = async (ask: FindBill) => {
    asked.current = ask
    setWrong(null)
    setTrouble(null)
    const outcome = await run(ask)
    if (!outcome) return
    if (outcome.code === 'ok') {
      const { answer } = outcome
      setFound({ of: ask, answer, tail: answer.tail, holder: answer.holder })
      return
    }
    setFound(null)
    switch (outcome.code) {
      case 'no_such_customer_number':
        if (ask.like) setTrouble(outcome.say)
        else setWrong(outcome.say)
        return
      case 'no_such_biller':
      case 'biller_away':
        setTrouble(outcome.say)
        return
      default:
        setTrouble(troubled(outcome))
    }
  }
  return {
    found,
    wrong,
    trouble,
    busy,
    find,
    again: () => void find(asked.current),
    complain: setWrong,
    forget,
  }
}
