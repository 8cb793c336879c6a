import { useEffect, useId, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import {
  recommendForMe,
  recommendNotForMe,
  recommendOpen,
  recommendPersonal,
  recommendSeen,
  type ForMeItem,
  type RecommendForMeAnswer,
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
import { functionAt } from '../../pieces/functions'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget, useRead } from '../../shell/read'
import { reporter } from '../../shell/report'
import { troubled } from '../../shell/trouble'
import { shareRead, visit } from '../../shell/visit'
import { reorder, type Ordered, type Placed } from './reorder'
import style from './for-you.module.css'

const LARGE = 2

/** What the bank has for me, each with the reason why and a way to say no; nothing at all where nothing suits. */
export function ForYou() {
  const say = useSay()
  const { edition } = useSettings()
  const { answer } = useRead(recommendForMe, {})
  const [told, tell] = useState('')
  const { places, own } = useOrdered(answer)
  const shown = edition === 'elder' ? places.slice(0, LARGE) : places
  const items = shown.map(({ item }) => item)
  // What this phone brought up is for this phone to know: the bank hears of what it laid out itself, which is all of
  // it as long as nothing was noticed, and then what is by lot, as that keeps its place whatever was.
  useSeen(own ? items.filter(({ by_lot }) => by_lot) : items)
  const personal = answer?.personal
  useEffect(() => {
    if (personal === undefined) return
    reporter.allow(personal)
    visit.allow(personal)
  }, [personal])
  if (!answer || items.length === 0) return null
  return (
    <Section title={say(words('为您', 'For you'))}>
      <ul className={style.cards}>
        {shown.map((placed) => (
          <li key={placed.item.item}>
            <Offer of={placed} tell={tell} />
          </li>
        ))}
      </ul>
      {answer.on_device && (
        <p className={style.here}>
          <Icon name="handset" size={16} />
          {say(
            words(
              '看了多久、划过什么，在本机排序，不上传；打开过什么，银行会记下',
              'How long you look and what you pass by: ordered on this device; nothing of it is sent. The bank notes what you open',
            ),
          )}
        </p>
      )}
      <Personal on={answer.personal} />
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}

const NOTHING: Ordered = { places: [], own: false }

/** The list as this phone orders it, anew with all that is noticed. */
function useOrdered(answer: RecommendForMeAnswer | null): Ordered {
  const noticed = useSyncExternalStore(visit.listen, visit.noticed)
  return answer ? reorder(answer, noticed, functionAt, new Date().getHours()) : NOTHING
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
    if (outcome.code === 'ok') {
      reporter.allow(outcome.answer.on)
      visit.allow(outcome.answer.on)
    }
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

function Offer({ of: { item, because }, tell }: { of: Placed; tell: (what: string) => void }) {
  const say = useSay()
  const { down } = useLine()
  const opening = useOpening(item)
  const refusing = useRefusing(item, tell)
  const title = useId()
  const article = useRef<HTMLElement>(null)
  usePassing(article, item)
  return (
    <Card>
      <article ref={article} className={style.offer} aria-labelledby={title}>
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
          {because !== null && (
            <span className={style.now}>
              {say(
                words(
                  `您这次看过或找过与“${because}”有关的，本机把它提前了`,
                  `On this visit you looked at or for “${because}”: this device moved it up`,
                ),
              )}
            </span>
          )}
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
  const since = useRef(0)
  const [wrong, setWrong] = useState<string | null>(null)
  const open = async () => {
    const outcome = await run({ item: item.item })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setWrong(null)
        since.current = performance.now()
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
    if (told) {
      const seconds = (performance.now() - since.current) / 1000
      visit.looked({ ...item, read: shareRead(told.title + told.about, seconds) })
    }
    setTold(null)
    forget('recommend.')
  }
  return { run: open, busy, told, wrong, close }
}

/** Notice, on this phone alone, what goes by above the screen after more than half of it was there. */
function usePassing(article: RefObject<HTMLElement | null>, { item, themes }: ForMeItem) {
  const latest = useRef(themes)
  useEffect(() => {
    latest.current = themes
  })
  useEffect(() => {
    const place = article.current
    if (!place) return
    let there = false
    const watching = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        there ||= entry.intersectionRatio >= 0.5
        if (there && !entry.isIntersecting && entry.boundingClientRect.bottom <= 0) {
          visit.passed(item, latest.current)
        }
      },
      { threshold: [0, 0.5] },
    )
    watching.observe(place)
    return () => {
      watching.disconnect()
    }
  }, [article, item])
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
