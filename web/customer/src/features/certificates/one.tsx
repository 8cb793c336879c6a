import { useState } from 'react'
import { certificateRevoke, type Certificate } from '@sycee/client'
import { Button, exactly, Facts, Note, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './certificates.module.css'

interface Props {
  of: Certificate
  onClose: () => void
  onRevoked: () => void
}

/** One certificate, and its end. */
export function OneCertificate({ of, onClose, onRevoked }: Props) {
  const say = useSay()
  const { down } = useLine()
  const [wrong, complain] = useState<string | null>(null)
  const { run, busy } = useAct(certificateRevoke)
  const revoke = async () => {
    const outcome = await run({ serial: of.serial })
    if (!outcome) return
    if (outcome.code === 'ok') {
      forget('certificate.')
      onRevoked()
    } else complain(outcome.code === 'not_found' ? outcome.say : troubled(outcome))
  }
  return (
    <Sheet title={of.name} open onClose={onClose} held={busy}>
      <div className={style.part}>
        <Facts
          lines={[
            { label: say(words('证书号', 'Serial number')), value: of.serial },
            { label: say(words('算法', 'Suite')), value: of.suite },
            { label: say(words('签发', 'Issued')), value: exactly(of.not_before) },
            { label: say(words('到期', 'Ends')), value: exactly(of.not_after) },
            ...(of.revoked_at
              ? [{ label: say(words('吊销', 'Revoked')), value: exactly(of.revoked_at) }]
              : []),
          ]}
        />
        <Note id="one-certificate-note" wrong={wrong} />
        {of.state === 'valid' && (
          <Button kind="danger" wide busy={busy} disabled={down} onPress={() => void revoke()}>
            {say(words('吊销这个证书', 'Revoke this certificate'))}
          </Button>
        )}
      </div>
    </Sheet>
  )
}
