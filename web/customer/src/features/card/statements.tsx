import { cardStatements, type StatementOfCard } from '@sycee/client'
import {
  ButtonLink,
  Card,
  dayWords,
  Empty,
  figure,
  List,
  ListRow,
  Tag,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** The statements of my card, the latest first. */
export default function Statements() {
  const say = useSay()
  const found = useRead(cardStatements, {})
  return (
    <Page title={say(words('信用卡账单', 'Card statements'))} back="/card">
      {found.trouble?.code === 'no_card' ? (
        <Card>
          <Empty icon="card" title={say(words('您还没有信用卡', 'You have no credit card'))}>
            <ButtonLink to="/card">{say(words('去看看', 'Have a look'))}</ButtonLink>
          </Empty>
        </Card>
      ) : (
        <Show of={found} rows={4}>
          {({ statements }) =>
            statements.length === 0 ? (
              <Card>
                <Empty
                  icon="file"
                  title={say(words('还没有账单', 'No statement yet'))}
                  line={say(
                    words('账单日过后的第二天就能看到', 'The first comes on the day after a statement day'),
                  )}
                />
              </Card>
            ) : (
              <List>
                {statements.map((one) => (
                  <Row key={one.day} one={one} />
                ))}
              </List>
            )
          }
        </Show>
      )}
    </Page>
  )
}

function Row({ one }: { one: StatementOfCard }) {
  const say = useSay()
  const { veiled } = useSettings()
  const day = dayWords(one.day)
  const due = dayWords(one.due_on)
  return (
    <ListRow
      tile="file"
      title={say(day)}
      tag={one.overdue ? <Tag tone="ochre">{say(words('曾逾期', 'was late'))}</Tag> : undefined}
      caption={say(words(`${one.entries} 笔 · ${due.zh} 前还`, `${one.entries} entries · due ${due.en}`))}
      end={veiled ? '＊＊＊＊' : figure(one.balance)}
      to={`/card/statements/${one.day}`}
      more
    />
  )
}
