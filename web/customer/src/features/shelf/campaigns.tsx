import { useState } from 'react'
import { recommendForMe, type RecommendForMeAnswer } from '@sycee/client'
import { ButtonLink, Card, Empty, Section, useSay, words } from '@sycee/kit'
import { Campaign, campaignRoute } from '../../pieces/offers/campaign'
import { useSeen } from '../../pieces/offers/ordered'
import { Personal } from '../../pieces/offers/personal'
import offers from '../../pieces/offers/offers.module.css'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** What there is to do in these weeks; each leads to where one does it. */
export default function Campaigns() {
  const say = useSay()
  const all = useRead(recommendForMe, { place: 'campaigns' })
  return (
    <Page
      title={say(words('活动', 'Campaigns'))}
      back="/"
      asideAlways
      aside={all.answer && <Personal on={all.answer.personal} />}
    >
      <Show of={all} rows={3}>
        {(answer) => <Running of={answer} />}
      </Show>
    </Page>
  )
}

function Running({ of: answer }: { of: RecommendForMeAnswer }) {
  const say = useSay()
  const [told, tell] = useState('')
  const [there, setThere] = useState<ReadonlySet<string>>(new Set())
  // What this app has no page for is nothing to go to.
  const running = answer.items.filter((item) => campaignRoute(item) !== null)
  useSeen(
    running.filter(({ item }) => there.has(item)),
    'campaigns',
  )
  return (
    <Section title={say(words('正在进行', 'Running now'))}>
      {running.length === 0 ? (
        <Card>
          <Empty
            icon="flag"
            title={say(words('现在没有活动', 'Nothing is running now'))}
            line={say(
              words(
                '您移走的两周后会再出现，只要还没有结束',
                'What you took away comes back after two weeks, if it still runs',
              ),
            )}
          >
            <ButtonLink to="/">{say(words('回首页', 'Go home'))}</ButtonLink>
          </Empty>
        </Card>
      ) : (
        <ul className={offers.cards}>
          {running.map((item) => (
            <li key={item.item}>
              <Campaign
                of={item}
                tell={tell}
                onThere={(one) => {
                  setThere((before) => new Set([...before, one]))
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}
