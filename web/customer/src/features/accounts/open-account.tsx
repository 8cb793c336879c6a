import { useState, type SyntheticEvent } from 'react'
import { accountOpen, type AccountOpenAsk } from '@sycee/client'
import { Button, Field, Note, Segments, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './accounts.module.css'

const TITLE_MAX = 20

/** One more account of mine: which kind, and what I call it. */
export function OpenAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay()
  const [kind, setKind] = useState<AccountOpenAsk['kind']>('savings')
  const [title, setTitle] = useState('')
  const [wrong, setWrong] = useState<{ title?: string; step?: string }>({})
  const { run, busy } = useAct(accountOpen)
  const submit = async () => {
    setWrong({})
    const outcome = await run({ kind, title: title.trim() })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('account.', 'book.', 'party.missing')
        setTitle('')
        onClose()
        return
      case 'too_many_accounts':
        setWrong({ step: outcome.say })
        return
      default:
        setWrong({ [outcome.field === 'title' ? 'title' : 'step']: troubled(outcome) })
    }
  }
  return (
    <Sheet title={say(words('开新账户', 'Open an account'))} open={open} onClose={onClose} held={busy}>
      <form
        className={style.form}
        noValidate
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Segments
          label={say(words('种类', 'Kind'))}
          value={kind}
          onChange={setKind}
          of={[
            { value: 'savings', label: say(words('储蓄', 'Savings')) },
            { value: 'current', label: say(words('活期', 'Current')) },
          ]}
        />
        <Field
          label={say(words('名字（可不填）', 'Name (optional)'))}
          value={title}
          maxLength={TITLE_MAX}
          onChange={setTitle}
          wrong={wrong.title}
          hint={say(words('比如：旅行、房租', 'Such as: travel, rent'))}
        />
        <Note id="open-note" wrong={wrong.step} />
        <Button kind="seal" wide submit busy={busy}>
          {say(busy ? words('正在开立…', 'Opening…') : words('开立账户', 'Open it'))}
        </Button>
      </form>
    </Sheet>
  )
}
