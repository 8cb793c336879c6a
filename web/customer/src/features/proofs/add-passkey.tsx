import { useState, type SyntheticEvent } from 'react'
import { deviceAddPasskey, deviceBeginPasskey, type NewPasskey, type StepUp } from '@sycee/client'
import { Button, Facts, Field, Note, Rule, say, Sheet, useSay, words } from '@sycee/kit'
import { makePasskey } from '../../pieces/passkey'
import { Prove, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { useMe } from '../../shell/gate'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './proofs.module.css'

const NAME_MAX = 30
const PROVE: ProveWords = {
  title: words('添加前请核验一次', 'One check before it is added'),
  act: words('添加', 'add it'),
  proving: words('正在核验并添加…', 'Checking and adding…'),
  drop: words('不添加了', 'Let it go'),
}

/** A name, then the device makes the passkey, then a proof adds it. */
export function AddPasskey({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const say = useSay()
  const [name, setName] = useState(deviceName())
  const [held, hold] = useState(false)
  const [wrong, complain] = useState<string | null>(null)
  const [proposal, propose] = useState<StepUp | null>(null)
  const adding = useAdding(propose, complain)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (name.trim()) void adding.run(name.trim())
    else complain(say(words('给它起个名字', 'Give it a name')))
  }
  const back = (line: string | null) => {
    propose(null)
    complain(line)
  }
  return (
    <Sheet
      title={say(words('添加通行密钥', 'Add a passkey'))}
      open
      onClose={onClose}
      held={held || adding.busy}
    >
      {proposal ? (
        <>
          <Rule />
          <Facts lines={proposal.shown.map(written)} />
          <Prove
            proposal={proposal}
            says={PROVE}
            onBusy={hold}
            onDone={() => {
              forget('device.', 'proposal.')
              onAdded()
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
        <form className={style.form} onSubmit={submit} noValidate>
          <Field
            label={say(words('叫什么', 'What you call it'))}
            value={name}
            maxLength={NAME_MAX}
            autoComplete="off"
            hint={say(words('例如 我的手机、办公室电脑', 'Such as My phone, or Office computer'))}
            onChange={(text) => {
              setName(text)
              complain(null)
            }}
          />
          <Note id="add-note" wrong={wrong} />
          <Button kind="act" wide submit icon="key" busy={adding.busy}>
            {say(
              adding.busy ? words('请在设备上核验本人…', 'Verify on your device…') : words('下一步', 'Go on'),
            )}
          </Button>
        </form>
      )}
    </Sheet>
  )
}

function useAdding(propose: (proposal: StepUp) => void, complain: (line: string) => void) {
  const beginning = useAct(deviceBeginPasskey)
  const adding = useAct(deviceAddPasskey)
  const [making, make] = useState(false)
  const me = useMe()
  const add = async (ask: NewPasskey) => {
    const outcome = await adding.run(ask)
    if (!outcome) return
    switch (outcome.code) {
      case 'step_up_needed':
        propose(outcome.facts)
        return
      case 'ok':
        forget('device.')
        return
      case 'passkey_not_made':
      case 'challenge_gone':
      case 'many_keys':
      case 'key_known':
        complain(outcome.say)
        return
      default:
        complain(
          outcome.field === 'name'
            ? say(words('名字里有不能用的字符', 'There is something in it that no name has'))
            : troubled(outcome),
        )
    }
  }
  const run = async (name: string) => {
    const asked = await beginning.run({})
    if (!asked) return
    if (asked.code !== 'ok') {
      complain(troubled(asked))
      return
    }
    make(true)
    const made = await makePasskey(asked.answer, me.phone).finally(() => {
      make(false)
    })
    if (made.then === 'given') await add({ ceremony: asked.answer.ceremony, name, made: made.answer })
    else complain(say(made.line))
  }
  return { run, busy: beginning.busy || making || adding.busy }
}

/** What one would call the device in front of one. */
function deviceName(): string {
  const kind = /iPhone|iPad|Android|HarmonyOS/.exec(navigator.userAgent)?.[0]
  return say(kind ? words(`我的 ${kind}`, `My ${kind}`) : words('我的电脑', 'My computer'))
}
