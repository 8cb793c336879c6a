import { useState } from 'react'
import { useNavigate } from 'react-router'
import {
  type GeneralCode,
  type Money,
  type ProposalConfirmAnswer,
  type Receipt,
  type ShownLine,
  type StepUp,
} from '@sycee/client'
import {
  Button,
  capital,
  Chop,
  Facts,
  Failed,
  Hero,
  Notice,
  Rule,
  Sheet,
  spelled,
  useSay,
  useSettings,
  words,
  type Say,
  type Words,
} from '@sycee/kit'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { Prove, type ProveWords } from '../prove'
import { written } from '../written'
import { refused, type Asked, type Place } from './refusal'
import style from './paying.module.css'

interface Props {
  open: boolean
  onClose: () => void
  amount: Money
  lines: readonly ShownLine[]
  busy: boolean
  unsettled: boolean
  proposal: StepUp | null
  onProposal: (proposal: StepUp | null) => void
  onConfirm: () => Promise<Asked>
  /** `code`: what the bank refused it with, where the proof was asked for. */
  onRefused: (line: string, at: Place, code?: string) => void
  onClear: () => void
  /** Where it is no transfer: its own words, and the page of its receipt. */
  says?: SheetWords
  receiptAt?: string
}

/** What the sheet says of what is being done. */
export interface SheetWords {
  readonly prove: ProveWords
  readonly confirm: Words
  readonly busy: Words
  readonly rests: Words
  readonly undone: Words
  readonly open: Words
}

const TRANSFER: SheetWords = {
  prove: {
    title: words('这一笔需要多核验一次', 'One more check for this one'),
    act: words('转账', 'transfer'),
    proving: words('正在核验并转账…', 'Checking and sending…'),
    drop: words('不转了', 'Let it go'),
  },
  confirm: words('确认转账', 'Confirm transfer'),
  busy: words('正在转账，请稍候…', 'Sending, one moment…'),
  rests: words('没有网络，暂不能转账', 'Offline; transfers rest'),
  undone: words('没有转出', 'Not sent'),
  open: words('转账还没有结果', 'No result yet'),
}

type OfTransfer = Extract<ProposalConfirmAnswer, { answer: Receipt }>

function isTransfer(confirmed: ProposalConfirmAnswer): confirmed is OfTransfer {
  return 'transfer' in confirmed.answer
}

/** Every signed element restated; one vermilion button; where proof is asked for, why. */
export function ConfirmSheet({
  open,
  onClose,
  amount,
  lines,
  busy,
  unsettled,
  proposal,
  onProposal,
  onConfirm,
  onRefused,
  onClear,
  says = TRANSFER,
  receiptAt = '/transfer/receipt',
}: Props) {
  const say = useSay()
  const [trouble, setTrouble] = useState<{ code: GeneralCode; line: string } | null>(null)
  const [proving, setProving] = useState(false)
  const done = useDone(onClear, receiptAt)
  const hear = async (asked: Asked) => {
    setTrouble(null)
    if (asked.then === 'done') await done(asked.receipt)
    if (asked.then === 'prove') onProposal(asked.proposal)
    if (asked.then === 'trouble') setTrouble(asked)
    if (asked.then === 'refused') {
      onProposal(null)
      onRefused(asked.line, asked.at)
    }
  }
  return (
    <Sheet
      title={say(words('请核对并确认', 'Check and confirm'))}
      open={open}
      onClose={() => {
        setTrouble(null)
        onClose()
      }}
      held={busy || proving}
    >
      <Sum amount={amount} />
      <Rule />
      <div className={style.lines}>
        <Facts lines={proposal?.shown.map(written) ?? lines} />
      </div>
      <div className={style.sign}>
        {unsettled && !trouble && (
          <Notice
            icon="clock"
            title={say(words('同样的一笔还没有结果', 'The same payment has no result yet'))}
          >
            {say(
              words(
                '再确认时先查它，办成了就给回单，不会重复付款。',
                'Confirming asks for that one first; it cannot be paid twice.',
              ),
            )}
          </Notice>
        )}
        {trouble && <Failed title={failedTitle(trouble.code, says, say)} line={trouble.line} />}
        {proposal ? (
          <Prove
            proposal={proposal}
            says={says.prove}
            onBusy={setProving}
            onDone={async (confirmed) => {
              // Only a transfer's proposal is proven here; another verb's answer would be no receipt of one.
              if (isTransfer(confirmed)) await done(confirmed.answer)
            }}
            onDrop={() => {
              onProposal(null)
              onClose()
            }}
            onRefused={(no) => {
              const back = refused(no)
              onProposal(null)
              onRefused(back.line, back.at, no.code)
            }}
            onGone={(line) => {
              onProposal(null)
              setTrouble({ code: 'refused', line })
            }}
          />
        ) : (
          <Confirm
            says={says}
            busy={busy}
            again={unsettled || trouble !== null}
            onPress={() => void onConfirm().then(hear)}
          />
        )}
      </div>
    </Sheet>
  )
}

function Sum({ amount }: { amount: Money }) {
  const { language } = useSettings()
  return (
    <div className={style.sum}>
      <div>
        <Hero value={amount} />
        <p>{language === 'zh' ? capital(amount) : spelled(amount)}</p>
      </div>
      <Chop text="此处落章" kind="empty" size={66} />
    </div>
  )
}

interface ConfirmProps {
  says: SheetWords
  busy: boolean
  again: boolean
  onPress: () => void
}

function Confirm({ says, busy, again, onPress }: ConfirmProps) {
  const say = useSay()
  const { down } = useLine()
  const label = busy ? says.busy : again ? words('再确认一次', 'Confirm once more') : says.confirm
  return (
    <Button kind="seal" wide busy={busy} disabled={down && !again} onPress={onPress}>
      {say(down && !again ? says.rests : label)}
    </Button>
  )
}

function failedTitle(code: GeneralCode, says: SheetWords, say: Say): string {
  const open = code === 'no_answer' || code === 'fault'
  return say(open ? says.open : says.undone)
}

/** It is done: what was read is old, the steps are over, the receipt takes the page. */
function useDone(onClear: () => void, receiptAt: string) {
  const navigate = useNavigate()
  return async (receipt: Receipt) => {
    onClear()
    forget('account.', 'book.', 'payee.', 'bill.', 'card.')
    await navigate(`${receiptAt}/${receipt.transfer}`, { replace: true, state: { fresh: true } })
  }
}
