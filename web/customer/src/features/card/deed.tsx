import { useState, type ReactNode } from 'react'
import { isGeneral, type General, type Refused, type StepUp } from '@sycee/client'
import { Button, Facts, Note, Rule, Sheet, useSay, type Words } from '@sycee/kit'
import { Prove, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './card.module.css'

/** What came of asking for something that may need a proof. */
export type Step = { then: 'done' } | { then: 'prove'; proposal: StepUp } | { then: 'wrong'; line: string }

/** What a call's outcome means for a deed; null where it is being done already. */
export function stepOf(outcome: { code: string } | null): Step | null {
  if (!outcome) return null
  if (outcome.code === 'ok') return { then: 'done' }
  if (outcome.code === 'step_up_needed')
    return { then: 'prove', proposal: (outcome as Refused<'step_up_needed', StepUp>).facts }
  const line = isGeneral(outcome.code) ? troubled(outcome as General) : (outcome as Refused<string>).say
  return { then: 'wrong', line }
}

interface Props {
  title: Words
  /** On the button that asks for it. */
  label: Words
  says: ProveWords
  kind?: 'seal' | 'danger'
  busy: boolean
  ready?: boolean
  run: () => Promise<Step | null>
  onClose: () => void
  children?: ReactNode
}

/** A sheet in which something is chosen and then proven; what was read of cards is old afterwards. */
export function Deed(props: Props) {
  const { title, label, says, kind = 'seal', busy, ready = true, run, onClose, children } = props
  const say = useSay()
  const { down } = useLine()
  const [proposal, setProposal] = useState<StepUp | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [held, setHeld] = useState(false)
  const back = (line: string | null) => {
    setProposal(null)
    setWrong(line)
  }
  const done = () => {
    forget('card.', 'book.')
    onClose()
  }
  const ask = async () => {
    setWrong(null)
    const step = await run()
    if (step?.then === 'done') done()
    if (step?.then === 'prove') setProposal(step.proposal)
    if (step?.then === 'wrong') setWrong(step.line)
  }
  return (
    <Sheet title={say(title)} open onClose={onClose} held={held || busy}>
      {proposal ? (
        <>
          <Rule />
          <div className={style.lines}>
            <Facts lines={proposal.shown.map(written)} />
          </div>
          <Prove
            proposal={proposal}
            says={says}
            onBusy={setHeld}
            onDone={done}
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
        <div className={style.form}>
          {children}
          <Note id="deed-note" wrong={wrong} />
          <Button kind={kind} wide busy={busy} disabled={down || !ready} onPress={() => void ask()}>
            {say(label)}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
