import { useState } from 'react'
import type { Proposed } from '@sycee/client'
import { Button, Note, useSay, words } from '@sycee/kit'
import { signByPasskey } from './passkey'
import type { Proving } from './prove'

/** The device signs exactly what is shown above: amount and payee are in what it is asked to sign. */
export function ByPasskey({
  proving,
  asked,
  trouble,
}: {
  proving: Proving
  asked: Proposed | null
  trouble: boolean
}) {
  const say = useSay()
  const { says, busy, wrong } = proving
  const [signing, sign] = useState(false)
  const press = async () => {
    if (!asked) return
    proving.complain(null)
    sign(true)
    const given = await signByPasskey(asked.challenge, asked.passkeys).finally(() => {
      sign(false)
    })
    if (given.then === 'given') await proving.confirm({ factor: 'passkey', assertion: given.answer })
    else proving.complain(say(given.line))
  }
  const label = words(`用通行密钥核验并${says.act.zh}`, `Use a passkey and ${says.act.en}`)
  const waiting = words('请在设备上核验本人…', 'Verify on your device…')
  return (
    <>
      <Button
        kind="seal"
        wide
        icon="key"
        busy={signing || busy}
        disabled={!asked}
        onPress={() => void press()}
      >
        {say(signing ? waiting : busy ? says.proving : label)}
      </Button>
      <Note
        id="passkey-note"
        wrong={
          wrong?.line ??
          (trouble && !asked
            ? say(words('没有取到要签的内容，请稍后再试', 'What is to be signed did not come'))
            : null)
        }
        hint={say(
          words('您的设备签的就是上面的金额和收款人。', 'What your device signs is the sum and payee above.'),
        )}
      />
    </>
  )
}
