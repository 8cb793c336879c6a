import { limitCautions } from '@sycee/client'
import { figure, momentWords, Notice, useSay, words } from '@sycee/kit'
import { useRead } from '../shell/read'

/** Said before anything is refused: why little may be paid for a while, until when, and what is left of it. */
export function Cautious() {
  const say = useSay()
  const found = useRead(limitCautions, {}).answer?.cautions ?? []
  const least = found.at(-1)
  if (!least) return null
  const until = momentWords(least.until)
  const left = figure(least.left)
  return (
    <Notice icon="shield" title={least.says}>
      {say(
        words(
          `${until.zh} 前，需核验的付款还能付 ${left}。自己账户之间转账不受影响。`,
          `Until ${until.en}, ${left} is left for payments that need a proof. Between your own accounts nothing changes.`,
        ),
      )}
    </Notice>
  )
}
