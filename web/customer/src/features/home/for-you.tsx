import { useState } from 'react'
import { recommendForMe, type ForMeItem } from '@sycee/client'
import { ButtonLink, Section, useSay, useSettings, words } from '@sycee/kit'
import { Campaign, campaignRoute } from '../../pieces/offers/campaign'
import { Offer } from '../../pieces/offers/offer'
import { tellable, useOrdered, useSeen } from '../../pieces/offers/ordered'
import { Here, Personal } from '../../pieces/offers/personal'
import style from '../../pieces/offers/offers.module.css'
import { useRead } from '../../shell/read'

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
  useSeen(tellable(items, own))
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
      <div className={style.all}>
        <ButtonLink to="/wealth" icon="safe">
          {say(words('全部理财', 'All to save and invest'))}
        </ButtonLink>
        <ButtonLink to="/articles" icon="file">
          {say(words('全部文章', 'All articles'))}
        </ButtonLink>
      </div>
      {answer.on_device && <Here />}
      <Personal on={answer.personal} />
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}

/** One thing to do in these weeks, if any runs that suits; the others are on their page. */
export function NowRunning() {
  const say = useSay()
  const { answer } = useRead(recommendForMe, {})
  const [told, tell] = useState('')
  const found = answer?.campaign ?? null
  const item = found && campaignRoute(found) !== null ? found : null
  const [there, setThere] = useState<ForMeItem | null>(null)
  useSeen(there && there.item === item?.item ? [there] : [], 'campaigns')
  if (!item && !told) return null
  return (
    <Section
      title={say(words('活动', 'Campaigns'))}
      more={{ to: '/campaigns', words: say(words('全部', 'All')) }}
    >
      {item && (
        <Campaign
          key={item.item}
          of={item}
          tell={tell}
          onThere={() => {
            setThere(item)
          }}
        />
      )}
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}
