import { useEffect, useId, useRef, useState } from 'react'
import {
  recommendForMe,
  recommendNotForMe,
  recommendOpen,
  recommendPersonal,
  recommendSeen,
  type ForMeItem,
  type RecommendOpenAnswer,
} from '@sycee/client'
import {
  Button,
  Card,
  Facts,
  Icon,
  Note,
  Section,
  Sheet,
  Switch,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget, useRead } from '../../shell/read'
import { reporter } from '../../shell/report'
import { troubled } from '../../shell/trouble'
import style from './for-you.module.css'

const LARGE = 2

/** What the bank has for me, each with the reason why and a way to say no; nothing at all where nothing suits. */
export function ForYou() {
  const say = useSay()
  const { edition } = useSettings()
  const { answer } = useRead(recommendForMe, {})
  const [told, tell] = useState('')
  const items = answer ? (edition === 'elder' ? answer.items.slice(0, LARGE) : answer.items) : []
  useSeen(items)
  const personal = answer?.personal
  useEffect(() => {
    if (personal !== undefined) reporter.allow(personal)
  }, [personal])
  if (!answer || items.length === 0) return null
  return (
    <Section title={say(words('为您', 'For you'))}>
      <ul className={style.cards}>
        {items.map((item) => (
          <li key={item.item}>
            <Offer of={item} tell={tell} />
          </li>
        ))}
      </ul>
      <Personal on={answer.personal} />
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}

/** Whether all this is to follow from what one did. Off, it is what everybody sees who is new. */
function Personal({ on }: { on: boolean }) {
  const say = useSay()
  const { down } = useLine()
  const { run, busy } = useAct(recommendPersonal)
  const [wrong, setWrong] = useState<string | null>(null)
  const choose = async (wanted: boolean) => {
    const outcome = await run({ on: wanted })
    if (!outcome) return
    setWrong(outcome.code === 'ok' ? null : troubled(outcome))
    if (outcome.code === 'ok') reporter.allow(outcome.answer.on)
    forget('recommend.')
  }
  return (
    <div className={style.personal}>
      <Switch
        label={say(words('个性化推荐', 'Personal recommendations'))}
        caption={
          on
            ? say(words('根据您看过和用过的挑选', 'Chosen by what you read and used'))
            : say(
                words(
                  '已关闭：与所有新客户看到的一样，您做过什么不再记录和学习',
                  'Off: you see what every new customer sees, and nothing is kept or learned',
                ),
              )
        }
        on={on}
        disabled={down || busy}
        onChange={(wanted) => void choose(wanted)}
      />
      <Note id="personal-note" wrong={wrong} />
    </div>
  )
}

function Offer({ of: item, tell }: { of: ForMeItem; tell: (what: string) => void }) {
  const say = useSay()
  const { down } = useLine()
  const opening = useOpening(item)
  const refusing = useRefusing(item, tell)
  const title = useId()
  return (
    <Card>
      <article className={style.offer} aria-labelledby={title}>
        <h3 id={title}>{item.title}</h3>
        <button
          type="button"
          className={style.no}
          aria-label={say(words(`不感兴趣：${item.title}`, `Not for me: ${item.title}`))}
          disabled={down || refusing.busy}
          onClick={() => void refusing.run()}
        >
          <Icon name="close" size={18} />
        </button>
        <p>{item.about}</p>
        <p className={style.why}>
          <b>{say(words('为什么', 'Why'))}</b> {item.why}
        </p>
        <Note id={`${title}-note`} wrong={opening.wrong ?? refusing.wrong} />
        <Button busy={opening.busy} onPress={() => void opening.run()}>
          {say(words('看看', 'Look'))}
        </Button>
      </article>
      {opening.told && <Told of={opening.told} why={item.why} onClose={opening.close} />}
    </Card>
  )
}

function Told({ of, why, onClose }: { of: RecommendOpenAnswer; why: string; onClose: () => void }) {
  const say = useSay()
  const lines = [
    { label: say(words('有关', 'About')), value: of.touches.join(say(words('、', ', '))) },
    {
      label: say(words('风险', 'Risk')),
      value: of.risk === 0 ? say(words('不涉及投资', 'nothing is invested')) : `R${of.risk}`,
    },
    { label: say(words('为什么', 'Why')), value: why },
  ]
  return (
    <Sheet title={of.title} open onClose={onClose}>
      <p className={style.about}>{of.about}</p>
      <Facts lines={lines} />
    </Sheet>
  )
}

/** Looking at one: what was looked at counts, so the others are asked for anew when it is closed. */
function useOpening(item: ForMeItem) {
  const { run, busy } = useAct(recommendOpen)
  const [told, setTold] = useState<RecommendOpenAnswer | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const open = async () => {
    const outcome = await run({ item: item.item })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setWrong(null)
        setTold(outcome.answer)
        reporter.track('recommend.opened', shownAs(item))
        return
      case 'no_such_item':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  const close = () => {
    setTold(null)
    forget('recommend.')
  }
  return { run: open, busy, told, wrong, close }
}

function useRefusing(item: ForMeItem, tell: (what: string) => void) {
  const say = useSay()
  const { run, busy } = useAct(recommendNotForMe)
  const [wrong, setWrong] = useState<string | null>(null)
  const refuse = async () => {
    const outcome = await run({ item: item.item })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        reporter.track('recommend.refused', shownAs(item))
        tell(say(words(`已移走“${item.title}”`, `“${item.title}” was taken away`)))
        forget('recommend.')
        return
      case 'no_such_item':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return { run: refuse, busy, wrong }
}

/** How it was shown, in the words of events. */
function shownAs({ item, kind, by_lot }: ForMeItem) {
  return { item, kind, by_lot }
}

/** Tell the bank what was on the screen, each once: what nobody wants is to rest. */
function useSeen(items: readonly ForMeItem[]) {
  const told = useRef(new Set<string>())
  const { run } = useAct(recommendSeen)
  useEffect(() => {
    const fresh = items.filter(({ item }) => !told.current.has(item))
    if (fresh.length === 0) return
    fresh.forEach((one) => {
      told.current.add(one.item)
      reporter.track('recommend.seen', shownAs(one))
    })
    // Whether it was kept matters to the bank alone: nothing is shown of it.
    void run({ items: fresh.map(({ item }) => item) })
  })
}
