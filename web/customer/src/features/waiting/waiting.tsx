import { proposalList, type Waiting as OneWaiting } from '@sycee/client'
import { ButtonLink, Card, clockOf, Empty, List, ListRow, useSay, words } from '@sycee/kit'
import { written } from '../../pieces/written'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** Everything that waits for this person's word, newest first. */
export default function Waiting() {
  const say = useSay()
  const waiting = useRead(proposalList, {})
  return (
    <Page title={say(words('等您确认', 'Waiting for you'))} back="/">
      <Show of={waiting} rows={3}>
        {({ proposals }) =>
          proposals.length === 0 ? (
            <Card>
              <Empty
                icon="shield"
                title={say(words('没有等您确认的事', 'Nothing waits for you'))}
                line={say(
                  words(
                    '助手替您提出的申请、没做完的转账会出现在这里。',
                    'What your assistants ask for and transfers half done appear here.',
                  ),
                )}
              >
                <ButtonLink to="/">{say(words('回首页', 'Go home'))}</ButtonLink>
              </Empty>
            </Card>
          ) : (
            <List>
              {proposals.map((one) => (
                <Row key={one.proposal} one={one} />
              ))}
            </List>
          )
        }
      </Show>
    </Page>
  )
}

function Row({ one }: { one: OneWaiting }) {
  const say = useSay()
  const until = clockOf(one.expires_at)
  const what = one.shown
    .slice(0, 3)
    .map((line) => written(line).value)
    .join(' · ')
  return (
    <ListRow
      tile={one.asked_by ? { letter: one.asked_by.slice(0, 1) } : 'shield'}
      title={
        one.asked_by
          ? say(words(`${one.asked_by}：${one.title}`, `${one.asked_by}: ${one.title}`))
          : one.title
      }
      caption={what}
      end={say(words(`${until} 前`, `until ${until}`))}
      to={`/waiting/${one.proposal}`}
      more
    />
  )
}
