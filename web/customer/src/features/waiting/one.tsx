import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { proposalDrop, proposalShow, type ProposalConfirmAnswer, type Proposed } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  Chop,
  clockOf,
  Facts,
  Failed,
  Note,
  Notice,
  Rule,
  Sheet,
  useSay,
  words,
} from '@sycee/kit'
import { Prove, type ProveWords } from '../../pieces/prove'
import { written } from '../../pieces/written'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import style from './waiting.module.css'

const PROVE: ProveWords = {
  title: words('确认的就是上面这些', 'You confirm exactly this'),
  act: words('确认', 'confirm'),
  proving: words('正在核验并办理…', 'Checking and doing it…'),
  drop: words('不办理', 'Let it go'),
}

/** One thing that waits: every line of it, who asked and why; confirm it with a proof, or let it go. */
export default function OneWaiting() {
  const say = useSay()
  const { proposal = '' } = useParams()
  const found = useRead(proposalShow, { proposal })
  return (
    <Page title={found.answer?.title ?? say(words('等您确认', 'Waiting for you'))} back="/waiting">
      <Show of={found} rows={3}>
        {(answer) => (answer.state === 'open' ? <Open found={answer} /> : <Over found={answer} />)}
      </Show>
    </Page>
  )
}

function Asked({ found }: { found: Proposed }) {
  const say = useSay()
  const by = found.asked_by
  return (
    <Notice
      icon={by ? 'people' : 'shield'}
      title={by ? say(words(`助手“${by}”提出`, `Asked for by your assistant “${by}”`)) : found.why}
    >
      {by &&
        say(
          words(
            '不是您让它办的，就不要确认。验证码只在这里填，不要告诉助手。',
            'If you did not ask it to, do not confirm. The code is typed here alone: never tell it to an assistant.',
          ),
        )}
    </Notice>
  )
}

function Lines({ found }: { found: Proposed }) {
  return (
    <div className={style.lines}>
      <Facts lines={found.shown.map(written)} />
    </div>
  )
}

function Open({ found }: { found: Proposed }) {
  const say = useSay()
  const { down } = useLine()
  const [proving, prove] = useState(false)
  const [held, hold] = useState(false)
  const [no, refuse] = useState<string | null>(null)
  const drop = useDrop(found.proposal)
  const done = useDone()
  const until = clockOf(found.expires_at)
  const back = (line: string | null) => {
    prove(false)
    refuse(line)
    forget('proposal.')
  }
  return (
    <>
      <Asked found={found} />
      <Card>
        <Lines found={found} />
      </Card>
      {no && <Failed title={say(words('没有办理', 'Not done'))} line={no} />}
      <div className={style.acts}>
        <Button
          kind="seal"
          wide
          disabled={down || drop.busy}
          onPress={() => {
            refuse(null)
            prove(true)
          }}
        >
          {say(
            down
              ? words('没有网络，暂不能确认', 'Offline; it cannot be confirmed now')
              : words('核对无误，去确认', 'All is right: confirm'),
          )}
        </Button>
        <Button wide busy={drop.busy} disabled={down} onPress={() => void drop.run()}>
          {say(words('不办理', 'Let it go'))}
        </Button>
        <Note
          id="waiting-note"
          wrong={drop.wrong}
          hint={say(words(`${until} 前有效，过时自动取消`, `Good until ${until}; afterwards it lapses`))}
        />
      </div>
      <Sheet
        title={say(words('请核对并确认', 'Check and confirm'))}
        open={proving}
        onClose={() => {
          prove(false)
        }}
        held={held}
      >
        <Lines found={found} />
        <Rule />
        <Prove
          proposal={found}
          says={PROVE}
          onBusy={hold}
          onDone={done}
          onDrop={() => {
            back(null)
          }}
          onRefused={({ say: line }) => {
            back(line)
          }}
          onGone={back}
        />
      </Sheet>
    </>
  )
}

/** Confirmed: what was read is old, and a transfer's receipt takes the page. */
function useDone() {
  const navigate = useNavigate()
  return async (confirmed: ProposalConfirmAnswer) => {
    forget('')
    const { answer } = confirmed as { answer: object }
    if ('transfer' in answer && typeof answer.transfer === 'string')
      await navigate(`/transfer/receipt/${answer.transfer}`, { replace: true, state: { fresh: true } })
  }
}

function useDrop(proposal: string) {
  const navigate = useNavigate()
  const dropping = useAct(proposalDrop)
  const [wrong, complain] = useState<string | null>(null)
  const run = async () => {
    const outcome = await dropping.run({ proposal })
    if (!outcome) return
    // Not there any more is what was wanted.
    if (outcome.code !== 'ok' && outcome.code !== 'proposal_gone' && outcome.code !== 'not_found') {
      complain(troubled(outcome))
      return
    }
    forget('proposal.')
    await navigate('/waiting', { replace: true })
  }
  return { run, busy: dropping.busy, wrong }
}

const OVER = {
  done: {
    title: words('已办理', 'Done'),
    line: words('您确认过，已经办好。', 'You confirmed it, and it was done.'),
  },
  dropped: {
    title: words('已取消', 'Let go'),
    line: words('没有办理，以后也不会办理。', 'Nothing of it was done, and nothing will be.'),
  },
  expired: {
    title: words('已过期', 'Lapsed'),
    line: words(
      '没有办理。还要办的话，请重新提出。',
      'Nothing was done. Ask for it again if you still want it.',
    ),
  },
} as const

/** What became of it. */
function Over({ found }: { found: Proposed }) {
  const say = useSay()
  const { title, line } = OVER[found.state === 'open' ? 'expired' : found.state]
  return (
    <>
      <Card>
        <div className={style.state} role="status">
          <div>
            <strong>{say(title)}</strong>
            <p>{say(line)}</p>
          </div>
          {found.state === 'done' && <Chop text="已办理讫" kind="stamp" size={66} />}
        </div>
      </Card>
      <Card>
        <Lines found={found} />
      </Card>
      <ButtonLink kind="act" wide to="/">
        {say(words('回首页', 'Go home'))}
      </ButtonLink>
    </>
  )
}
