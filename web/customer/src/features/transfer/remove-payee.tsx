import { useState } from 'react'
import { payeeRemove, type Payee } from '@sycee/client'
import { Button, Note, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'

/** Asked once before a payee is forgotten; nothing of past transfers changes. */
export function RemovePayee({ payee, onDone }: { payee: Payee | null; onDone: () => void }) {
  const say = useSay()
  const removing = useAct(payeeRemove)
  const [wrong, setWrong] = useState<string | null>(null)
  const remove = async () => {
    if (!payee) return
    const outcome = await removing.run({ payee: payee.id })
    if (!outcome) return
    // Not there any more is what was wanted.
    if (outcome.code !== 'ok' && outcome.code !== 'payee_not_found') {
      setWrong(troubled(outcome))
      return
    }
    setWrong(null)
    forget('payee.')
    onDone()
  }
  const name = payee?.name ?? ''
  return (
    <Sheet
      title={say(words(`移除${name}？`, `Remove ${name}?`))}
      open={payee !== null}
      onClose={onDone}
      held={removing.busy}
    >
      <div style={{ display: 'grid', gap: 14 }}>
        <p>
          {say(
            words(
              '以后转账要重新核对户名。过去的明细和回单都还在。',
              'The name will be checked anew next time. Past entries and receipts stay.',
            ),
          )}
        </p>
        <Note id="remove-note" wrong={wrong} />
        <Button kind="danger" wide busy={removing.busy} onPress={() => void remove()}>
          {say(words('移除', 'Remove'))}
        </Button>
      </div>
    </Sheet>
  )
}
