import { useState, type SyntheticEvent } from 'react'
import { accountClose, accountRename, type Account, type StepUp } from '@sycee/client'
import { Button, ButtonLink, Facts, Field, figure, Note, Rule, Sheet, useSay, words } from '@sycee/kit'
import { Prove, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './accounts.module.css'

const TITLE_MAX = 20
const PROVE: ProveWords = {
  title: words('销户需要多核验一次', 'Closing needs one more check'),
  act: words('销户', 'close'),
  proving: words('正在核验并销户…', 'Checking and closing…'),
  drop: words('不销了', 'Let it be'),
}

/** What one does with an account besides using it: a name, more room, an end. */
export function Manage({ account, onClose }: { account: Account; onClose: () => void }) {
  const say = useSay()
  const [proposal, setProposal] = useState<StepUp | null>(null)
  const [held, setHeld] = useState(false)
  const [gone, setGone] = useState<string | null>(null)
  const done = () => {
    forget('account.', 'book.', 'party.missing')
    onClose()
  }
  return (
    <Sheet
      title={say(words(`${account.title} 尾号 ${account.tail}`, `${account.title} ending ${account.tail}`))}
      open
      onClose={onClose}
      held={held}
    >
      {proposal ? (
        <>
          <Rule />
          <Facts lines={proposal.shown.map(written)} />
          <Prove
            proposal={proposal}
            says={PROVE}
            onBusy={setHeld}
            onDone={done}
            onDrop={() => {
              setProposal(null)
            }}
            onRefused={(no) => {
              setProposal(null)
              setGone(no.say)
            }}
            onGone={(line) => {
              setProposal(null)
              setGone(line)
            }}
          />
        </>
      ) : (
        <div className={style.form}>
          <Rename account={account} onDone={done} />
          {account.grade === 2 && (
            <ButtonLink wide icon="shield" to={`/accounts/${account.id}/upgrade`}>
              {say(words('升级为Ⅰ类户', 'Upgrade to class I'))}
            </ButtonLink>
          )}
          <Close account={account} wrong={gone} onProposal={setProposal} />
        </div>
      )}
    </Sheet>
  )
}

function Rename({ account, onDone }: { account: Account; onDone: () => void }) {
  const say = useSay()
  const [title, setTitle] = useState(account.title)
  const [wrong, setWrong] = useState<string | null>(null)
  const { run, busy } = useAct(accountRename)
  const submit = async () => {
    const outcome = await run({ account: account.id, title: title.trim() })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        onDone()
        return
      case 'no_such_account':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return (
    <form
      className={style.rename}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field
        label={say(words('名字', 'Name'))}
        value={title}
        maxLength={TITLE_MAX}
        onChange={setTitle}
        wrong={wrong}
      />
      <Button submit busy={busy} disabled={title.trim() === account.title}>
        {say(words('改名', 'Rename'))}
      </Button>
    </form>
  )
}

interface CloseProps {
  account: Account
  wrong: string | null
  onProposal: (proposal: StepUp) => void
}

function Close({ account, wrong, onProposal }: CloseProps) {
  const say = useSay()
  const [refused, setRefused] = useState<string | null>(null)
  const { run, busy } = useAct(accountClose)
  const close = async () => {
    setRefused(null)
    const outcome = await run({ account: account.id })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('account.', 'book.', 'party.missing')
        return
      case 'step_up_needed':
        onProposal(outcome.facts)
        return
      case 'account_not_empty': {
        const left = figure(outcome.facts.balance)
        setRefused(say(words(`${outcome.say}（余额 ${left}）`, `${outcome.say} (${left})`)))
        return
      }
      case 'last_account':
      case 'account_closed':
      case 'account_frozen':
      case 'no_such_account':
        setRefused(outcome.say)
        return
      default:
        setRefused(troubled(outcome))
    }
  }
  return (
    <div className={style.close}>
      <Button kind="danger" wide busy={busy} onPress={() => void close()}>
        {say(words('销户', 'Close this account'))}
      </Button>
      <Note
        id="close-note"
        wrong={refused ?? wrong}
        hint={say(words('余额为零才能销户，账号不再恢复', 'Only when empty; its number is retired for good'))}
      />
    </div>
  )
}
