import { useState } from 'react'
import { deviceRemoveTotp } from '@sycee/client'
import { Sheet, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { PasswordForm } from './password-form'

/** The end of an authenticator: by the password. */
export function RemoveTotp({ onClose }: { onClose: (line: Words | null) => void }) {
  const say = useSay()
  const [wrong, complain] = useState<string | null>(null)
  const { run, busy } = useAct(deviceRemoveTotp)
  const remove = async (password: string) => {
    const outcome = await run({ password })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('device.', 'proposal.', 'limit.')
        onClose(words('已移除，它的动态码不再有效', 'Removed: its codes prove nothing now'))
        return
      case 'wrong_password':
      case 'password_closed':
      case 'just_recovered':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  return (
    <Sheet
      title={say(words('身份验证器', 'Authenticator'))}
      open
      held={busy}
      onClose={() => {
        onClose(null)
      }}
    >
      <PasswordForm
        button={say(words('移除身份验证器', 'Remove the authenticator'))}
        hint={say(words('移除要再填一次密码', 'Removing it takes your password once more'))}
        danger
        busy={busy}
        wrong={wrong}
        complain={complain}
        onPassword={(password) => void remove(password)}
      />
    </Sheet>
  )
}
