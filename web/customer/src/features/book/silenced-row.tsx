import { useState } from 'react'
import { remindUnsilence, type Silenced } from '@sycee/client'
import { Button, ListRow, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'

/** What is silenced, and hearing of it again. */
export function SilencedRow({ silenced }: { silenced: Silenced }) {
  const say = useSay()
  const [wrong, setWrong] = useState<string | null>(null)
  const acting = useAct(remindUnsilence)
  const again = async () => {
    const outcome = await acting.run({ silence: silenced.id })
    if (!outcome) return
    if (outcome.code === 'ok' || outcome.code === 'not_found') forget('remind.')
    else setWrong(troubled(outcome))
  }
  const kind = silenced.kind_title ?? say(words('一切提醒', 'everything'))
  return (
    <ListRow
      title={silenced.title || kind}
      caption={wrong ?? (silenced.title ? kind : say(words('这一类', 'this kind')))}
      end={
        <Button busy={acting.busy} onPress={() => void again()}>
          {say(words('恢复', 'Restore'))}
        </Button>
      }
    />
  )
}
