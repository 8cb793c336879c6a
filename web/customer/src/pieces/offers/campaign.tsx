import { useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { recommendOpen, type ForMeItem } from '@sycee/client'
import { Button, Card, dayWords, Note, shifted, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { reporter } from '../../shell/report'
import { troubled } from '../../shell/trouble'
import { routeOfVerb } from '../functions'
import { Head, shownAs, usePassing, useRefusing } from './offer'
import style from './offers.module.css'

/** Where a campaign leads in this app; null where the app has no page for what it is about. */
export function campaignRoute({ opens, themes }: ForMeItem): string | null {
  const route = opens === null ? null : routeOfVerb(opens)
  return route === '/articles' && themes[0] !== undefined ? `${route}?part=${themes[0]}` : route
}

interface Props {
  of: ForMeItem
  tell: (what: string) => void
  onThere?: (item: string) => void
}

/** Something to do in these weeks: what, until when, why it is here, the way there and a way to say no. */
export function Campaign({ of: item, tell, onThere }: Props) {
  const say = useSay()
  const going = useGoing(item)
  const refusing = useRefusing(item, tell)
  const title = useId()
  const card = useRef<HTMLDivElement>(null)
  usePassing(card, item, onThere)
  const last = item.until === null ? null : dayWords(shifted(item.until, -1))
  return (
    <Card>
      <div ref={card} role="group" className={style.offer} aria-labelledby={title}>
        <Head id={title} of={item} refusing={refusing} />
        {last && <p className={style.sort}>{say(words(`到 ${last.zh}为止`, `Until ${last.en}`))}</p>}
        <p>{item.about}</p>
        <p className={style.why}>
          <b>{say(words('为什么', 'Why'))}</b> {item.why}
        </p>
        <Note id={`${title}-note`} wrong={going.wrong ?? refusing.wrong} />
        <Button busy={going.busy} onPress={() => void going.run()}>
          {say(words('去看看', 'Go there'))}
        </Button>
      </div>
    </Card>
  )
}

/** Going there counts as looking at it. */
function useGoing(item: ForMeItem) {
  const navigate = useNavigate()
  const { run, busy } = useAct(recommendOpen)
  const [wrong, setWrong] = useState<string | null>(null)
  const go = async () => {
    const outcome = await run({ item: item.item })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        reporter.track('recommend.opened', shownAs(item))
        forget('recommend.')
        await navigate(campaignRoute(item) ?? '/')
        return
      case 'no_such_item':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return { run: go, busy, wrong }
}
