import { useEffect, useId, useRef, useState, type RefObject } from 'react'
import { recommendNotForMe, recommendOpen, type ForMeItem, type RecommendOpenAnswer } from '@sycee/client'
import { Button, Card, Facts, Icon, Note, Sheet, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { reporter } from '../../shell/report'
import { troubled } from '../../shell/trouble'
import { shareRead, visit } from '../../shell/visit'
import type { Placed } from './reorder'
import style from './offers.module.css'

interface Offering {
  of: Placed
  tell: (what: string) => void
  /** What sort of thing it is, where that is not plain from the place. */
  sort?: string | undefined
  /** More than half of it came on the screen. */
  onThere?: (item: string) => void
}

/** One thing that the bank has for me: what it is, why it is here, a way to look and a way to say no. */
export function Offer({ of: { item, because }, tell, sort, onThere }: Offering) {
  const say = useSay()
  const opening = useOpening(item)
  const refusing = useRefusing(item, tell)
  const title = useId()
  const article = useRef<HTMLElement>(null)
  usePassing(article, item, onThere)
  return (
    <Card>
      <article ref={article} className={style.offer} aria-labelledby={title}>
        <Head id={title} of={item} refusing={refusing} />
        {sort !== undefined && <p className={style.sort}>{sort}</p>}
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

/** The title, by which the whole is called, and the way to say no. */
export function Head({
  id,
  of,
  refusing,
}: {
  id: string
  of: ForMeItem
  refusing: ReturnType<typeof useRefusing>
}) {
  const say = useSay()
  const { down } = useLine()
  return (
    <div className={style.head}>
      <h3 id={id}>{of.title}</h3>
      <button
        type="button"
        className={style.no}
        aria-label={say(words(`不感兴趣：${of.title}`, `Not for me: ${of.title}`))}
        disabled={down || refusing.busy}
        onClick={() => void refusing.run()}
      >
        <Icon name="close" size={18} />
      </button>
    </div>
  )
}

/** A level of risk in words. */
export function riskWords(risk: number): Words {
  return risk === 0
    ? words('不涉及投资', 'nothing is invested')
    : words(`风险等级 R${risk}`, `risk level R${risk}`)
}

function Told({ of, why, onClose }: { of: RecommendOpenAnswer; why: string; onClose: () => void }) {
  const say = useSay()
  const lines = [
    { label: say(words('有关', 'About')), value: of.touches.join(say(words('、', ', '))) },
    {
      label: say(words('风险', 'Risk')),
      value: say(riskWords(of.risk)),
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

/** Notice, on this phone alone, what goes by above the screen after more than half of it was there; and tell when it is. */
export function usePassing(
  article: RefObject<HTMLElement | null>,
  { item, themes }: ForMeItem,
  onThere?: (item: string) => void,
) {
  const latest = useRef({ themes, onThere })
  useEffect(() => {
    latest.current = { themes, onThere }
  })
  useEffect(() => {
    const place = article.current
    if (!place) return
    let there = false
    const watching = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        if (!there && entry.intersectionRatio >= 0.5) {
          there = true
          latest.current.onThere?.(item)
        }
        if (there && !entry.isIntersecting && entry.boundingClientRect.bottom <= 0) {
          visit.passed(item, latest.current.themes)
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

export function useRefusing(item: ForMeItem, tell: (what: string) => void) {
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
export function shownAs({ item, kind, by_lot }: ForMeItem) {
  return { item, kind, by_lot }
}
