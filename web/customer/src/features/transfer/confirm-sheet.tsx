import { useState } from 'react'
import { useNavigate } from 'react-router'
import {
  parseMoney,
  type GeneralCode,
  type Money,
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
  say,
  Sheet,
  spelled,
  standalone,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { Prove } from './prove'
import type { Asked, Place } from './refusal'
import style from './transfer.module.css'

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
  onRefused: (line: string, at: Place) => void
  onClear: () => void
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
}: Props) {
  const say = useSay()
  const [trouble, setTrouble] = useState<{ code: GeneralCode; line: string } | null>(null)
  const [proving, setProving] = useState(false)
  const done = useDone(onClear)
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
            title={say(words('同样的一笔还没有结果', 'The same transfer has no result yet'))}
          >
            {say(
              words(
                '再确认时先查它，办成了就给回单，不会重复转出。',
                'Confirming asks for that one first; it cannot be sent twice.',
              ),
            )}
          </Notice>
        )}
        {trouble && <Failed title={failedTitle(trouble.code, say)} line={trouble.line} />}
        {proposal ? (
          <Prove
            proposal={proposal}
            onBusy={setProving}
            onDone={done}
            onDrop={() => {
              onProposal(null)
              onClose()
            }}
            onRefused={(line, at) => {
              onProposal(null)
              onRefused(line, at)
            }}
            onGone={(line) => {
              onProposal(null)
              setTrouble({ code: 'refused', line })
            }}
          />
        ) : (
          <Confirm
            busy={busy}
            again={unsettled || trouble !== null}
            onPress={() => void onConfirm().then(hear)}
          />
        )}
      </div>
    </Sheet>
  )
}

/** An element of a proposal, its sums and tails written as the app writes them. */
function written({ label, value }: ShownLine): ShownLine {
  const [, amount = '', asset = ''] = /^(-?[\d.]+) ([A-Z]{3,5})$/.exec(value) ?? []
  const sum = asset && parseMoney(amount, asset)
  const [, tail] = /^\*+ (\d{4})$/.exec(value) ?? []
  if (tail) return { label, value: say(words(`尾号 ${tail}`, `ending ${tail}`)) }
  return { label, value: sum ? standalone(sum) : value }
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

function Confirm({ busy, again, onPress }: { busy: boolean; again: boolean; onPress: () => void }) {
  const say = useSay()
  const { down } = useLine()
  const label = busy
    ? words('正在转账，请稍候…', 'Sending, one moment…')
    : again
      ? words('再确认一次', 'Confirm once more')
      : words('确认转账', 'Confirm transfer')
  return (
    <Button kind="seal" wide busy={busy} disabled={down && !again} onPress={onPress}>
      {say(down && !again ? words('没有网络，暂不能转账', 'Offline; transfers rest') : label)}
    </Button>
  )
}

function failedTitle(code: GeneralCode, say: ReturnType<typeof useSay>): string {
  const open = code === 'no_answer' || code === 'fault'
  return say(open ? words('转账还没有结果', 'No result yet') : words('没有转出', 'Not sent'))
}

/** It is done: what was read is old, the steps are over, the receipt takes the page. */
function useDone(onClear: () => void) {
  const navigate = useNavigate()
  return async (receipt: Receipt) => {
    onClear()
    forget('account.', 'book.', 'payee.')
    await navigate(`/transfer/receipt/${receipt.transfer}`, { replace: true, state: { fresh: true } })
  }
}
