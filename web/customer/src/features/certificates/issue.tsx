import { useState } from 'react'
import { certificateIssue, type DeviceKey, type StepUp } from '@sycee/client'
import { Button, Facts, Note, Rule, Sheet, useSay, words } from '@sycee/kit'
import { Prove, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './certificates.module.css'

const PROVE: ProveWords = {
  title: words('申领前请核验一次', 'One check before it is issued'),
  act: words('申领', 'get it'),
  proving: words('正在核验并签发…', 'Checking and issuing…'),
  drop: words('不申领了', 'Let it go'),
}

interface Props {
  of: DeviceKey
  onClose: () => void
  onIssued: () => void
}

/** A certificate for one key: what it is for, then a proof. */
export function Issue({ of, onClose, onIssued }: Props) {
  const say = useSay()
  const { down } = useLine()
  const [held, hold] = useState(false)
  const [wrong, complain] = useState<string | null>(null)
  const [proposal, propose] = useState<StepUp | null>(null)
  const { run, busy } = useAct(certificateIssue)
  const ask = async () => {
    const outcome = await run({ device: of.device })
    if (!outcome) return
    switch (outcome.code) {
      case 'step_up_needed':
        propose(outcome.facts)
        return
      case 'ok':
        onIssued()
        return
      case 'certificate_stands':
      case 'not_found':
        complain(outcome.say)
        return
      default:
        complain(troubled(outcome))
    }
  }
  const back = (line: string | null) => {
    propose(null)
    complain(line)
  }
  return (
    <Sheet title={of.name} open onClose={onClose} held={held || busy}>
      {proposal ? (
        <>
          <Rule />
          <Facts lines={proposal.shown.map(written)} />
          <Prove
            proposal={proposal}
            says={PROVE}
            onBusy={hold}
            onDone={() => {
              forget('certificate.', 'proposal.')
              onIssued()
            }}
            onDrop={() => {
              back(null)
            }}
            onRefused={(no) => {
              back(no.say)
            }}
            onGone={back}
          />
        </>
      ) : (
        <div className={style.part}>
          <p>
            {say(
              words(
                '有效一年，到期前 30 天内可以更新。随时可以吊销；已经签署的仍然有效。',
                'Good for a year, and renewed in its last 30 days. You can revoke it at any time; what was signed stays signed.',
              ),
            )}
          </p>
          <Note id="issue-note" wrong={wrong} />
          <Button kind="act" wide icon="shield" busy={busy} disabled={down} onPress={() => void ask()}>
            {say(
              down
                ? words('没有网络，暂不能申领', 'Offline; none can be issued now')
                : words('申领云证书', 'Get a certificate'),
            )}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
