import { payeeList } from '@sycee/client'
import { ButtonLink, Card, Empty, List, ListRow, Section, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** First step of an order: to whom. */
export default function ChoosePayee() {
  const say = useSay()
  const payees = useRead(payeeList, {})
  return (
    <Page title={say(words('新建预约', 'A new order'))} back="/orders" step="1 / 3">
      <Show of={payees} rows={4}>
        {({ payees: all }) =>
          all.every(({ bank }) => bank !== null) ? (
            <Card>
              <Empty
                icon="people"
                title={say(words('还没有收款人', 'No payees yet'))}
                line={say(words('先添加收款人，核对户名', 'Add a payee first; the name is checked'))}
              >
                <ButtonLink to="/transfer/new">{say(words('添加收款人', 'Add a payee'))}</ButtonLink>
              </Empty>
            </Card>
          ) : (
            <Section title={say(words('转给谁', 'To whom'))}>
              <List>
                {all
                  .filter(({ bank }) => bank === null)
                  .map((payee) => (
                    <ListRow
                      key={payee.id}
                      tile={{ letter: payee.name.slice(0, 1) }}
                      title={payee.name}
                      caption={say(words(`尾号 ${payee.tail}`, `ending ${payee.tail}`))}
                      to={`/orders/new/${payee.id}`}
                      more
                    />
                  ))}
              </List>
            </Section>
          )
        }
      </Show>
    </Page>
  )
}
