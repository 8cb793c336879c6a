import { useState } from 'react'
import { sessionStop, type Signed } from '@sycee/client'
import { Button, Note, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './assistants.module.css'

/** Asked once before an assistant is shut out; what it proposed still waits. */
export function EndAssistant({ assistant, onDone }: { assistant: Signed | null; onDone: () => void }) {
  const say = useSay()
  const stopping = useAct(sessionStop)
  const [wrong, setWrong] = useState<string | null>(null)
  const stop = async () => {
    if (!assistant) return
    const outcome = await stopping.run({ session: assistant.session })
    if (!outcome) return
    // Not there any more is what was wanted.
    if (outcome.code !== 'ok' && outcome.code !== 'not_found') {
      setWrong(troubled(outcome))
      return
    }
    setWrong(null)
    forget('session.')
    onDone()
  }
  const name = assistant?.agent ?? ''
  return (
    <Sheet
      title={say(words(`取消“${name}”的授权？`, `End “${name}”?`))}
      open={assistant !== null}
      onClose={onDone}
      held={stopping.busy}
    >
      <div className={style.form}>
        <p>
          {say(
            words(
              '它的令牌马上失效。它提出、还没确认的申请仍在“等您确认”里。',
              'Its token is worth nothing from now on. What it has proposed still waits for you.',
            ),
          )}
        </p>
        <Note id="end-note" wrong={wrong} />
        <Button kind="danger" wide busy={stopping.busy} onPress={() => void stop()}>
          {say(words('取消授权', 'End it'))}
        </Button>
      </div>
    </Sheet>
  )
}
