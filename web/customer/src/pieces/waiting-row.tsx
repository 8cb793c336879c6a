import { proposalList } from '@sycee/client'
import { List, ListRow, Tag, useSay, words } from '@sycee/kit'
import { useRead } from '../shell/read'

/** How many things wait for this person's word; null while nobody knows. */
export function useWaitingCount(): number | null {
  return useRead(proposalList, {}).answer?.proposals.length ?? null
}

/** On the first page, as long as something waits: what an assistant asked for is seen without being looked for. */
export function WaitingNotice() {
  const say = useSay()
  const { answer } = useRead(proposalList, {})
  const [newest] = answer?.proposals ?? []
  if (!answer || !newest) return null
  const count = answer.proposals.length
  const by = newest.asked_by
    ? words(`${newest.asked_by}：${newest.title}`, `${newest.asked_by}: ${newest.title}`)
    : words(newest.title, newest.title)
  return (
    <List label={say(words('等您确认', 'Waiting for you'))}>
      <ListRow
        tile="shield"
        title={say(words(`${count} 项等您确认`, `${count} waiting for you`))}
        tag={<Tag tone="seal">{say(words('待确认', 'Confirm'))}</Tag>}
        caption={say(by)}
        to={count === 1 ? `/waiting/${newest.proposal}` : '/waiting'}
        more
      />
    </List>
  )
}
