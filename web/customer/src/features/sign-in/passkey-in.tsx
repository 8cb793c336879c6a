import { useState } from 'react'
import { partyMe, sessionAskPasskey, sessionStartPasskey } from '@sycee/client'
import { Button, Note, useSay, words } from '@sycee/kit'
import { passkeysHere, signByPasskey } from '../../pieces/passkey'
import { useAct } from '../../shell/act'
import { belongTo } from '../../shell/kept'
import { troubled } from '../../shell/trouble'

/** Another way in beside the password: the device says who one is, and has verified it. */
export function PasskeyIn({ onIn }: { onIn: () => Promise<void> }) {
  const say = useSay()
  const [wrong, complain] = useState<string | null>(null)
  const [choosing, choose] = useState(false)
  const asking = useAct(sessionAskPasskey)
  const starting = useAct(sessionStartPasskey)
  if (!passkeysHere()) return null
  const enter = async () => {
    complain(null)
    const asked = await asking.run({})
    if (!asked) return
    if (asked.code !== 'ok') {
      complain(troubled(asked))
      return
    }
    choose(true)
    const given = await signByPasskey(asked.answer.challenge).finally(() => {
      choose(false)
    })
    if (given.then === 'not') {
      complain(say(given.line))
      return
    }
    const outcome = await starting.run({ ceremony: asked.answer.ceremony, assertion: given.answer })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok': {
        const me = await partyMe({})
        belongTo(me.code === 'ok' ? me.answer.phone : '')
        await onIn()
        return
      }
      case 'wrong_passkey':
      case 'challenge_gone':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <>
      <Button wide icon="key" busy={asking.busy || choosing || starting.busy} onPress={() => void enter()}>
        {say(
          choosing
            ? words('请在设备上核验本人…', 'Verify on your device…')
            : words('用通行密钥登录', 'Sign in with a passkey'),
        )}
      </Button>
      <Note id="passkey-in-note" wrong={wrong} />
    </>
  )
}
