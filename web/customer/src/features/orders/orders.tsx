import { useState } from 'react'
import { orderList, type Order } from '@sycee/client'
import {
  ButtonLink,
  Card,
  dayWords,
  Empty,
  figure,
  List,
  ListRow,
  Section,
  Tag,
  useSay,
  words,
  type Say,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { OrderSheet } from './order-sheet'

/** My transfers for later and standing ones. */
export default function Orders() {
  const say = useSay()
  const orders = useRead(orderList, {})
  return (
    <Page
      title={say(words('预约转账', 'Orders'))}
      back="/transfer"
      asideFirst
      aside={
        <List>
          <ListRow
            tile="plus"
            title={say(words('新建预约或定期转账', 'A new order'))}
            caption={say(words('房租、生活费、还款，到日子自动转', 'Rent, allowances: paid on their day'))}
            to="/orders/new"
            more
          />
        </List>
      }
    >
      <Show of={orders} rows={4}>
        {(answer) => <All orders={answer.orders} />}
      </Show>
    </Page>
  )
}

function All({ orders }: { orders: readonly Order[] }) {
  const say = useSay()
  const [looked, look] = useState<string | null>(null)
  const live = orders.filter(({ state }) => state !== 'ended')
  const over = orders.filter(({ state }) => state === 'ended')
  if (orders.length === 0)
    return (
      <Card>
        <Empty
          icon="clock"
          title={say(words('还没有预约转账', 'No orders yet'))}
          line={say(
            words('到日子自动转出，随时可以跳过或取消', 'Paid on their day; skip or end them any time'),
          )}
        >
          <ButtonLink to="/orders/new">{say(words('新建', 'Make one'))}</ButtonLink>
        </Empty>
      </Card>
    )
  return (
    <>
      {live.length > 0 && <Some title={say(words('进行中', 'Under way'))} orders={live} onLook={look} />}
      {over.length > 0 && <Some title={say(words('已结束', 'Over'))} orders={over} onLook={look} />}
      <OrderSheet
        order={orders.find(({ order }) => order === looked) ?? null}
        onClose={() => {
          look(null)
        }}
      />
    </>
  )
}

interface SomeProps {
  title: string
  orders: readonly Order[]
  onLook: (order: string) => void
}

function Some({ title, orders, onLook }: SomeProps) {
  const say = useSay()
  return (
    <Section title={title}>
      <List>
        {orders.map((order) => (
          <ListRow
            key={order.order}
            tile={{ letter: order.to.slice(0, 1) }}
            title={order.to}
            tag={tagOf(order, say)}
            caption={captionOf(order, say)}
            end={figure(order.amount)}
            onPress={() => {
              onLook(order.order)
            }}
          />
        ))}
      </List>
    </Section>
  )
}

function tagOf(order: Order, say: Say) {
  if (order.state === 'paused') return <Tag tone="ochre">{say(words('已暂停', 'rests'))}</Tag>
  const [last] = order.runs
  if (order.state === 'active' && last?.state === 'failed')
    return <Tag tone="seal">{say(words('上次没转成', 'last one failed'))}</Tag>
  return null
}

function captionOf(order: Order, say: Say): string {
  if (order.next_on) {
    const next = dayWords(order.next_on)
    return `${order.how_often} · ${say(words(`下次 ${next.zh}`, `next ${next.en}`))}`
  }
  return order.reason ? `${order.how_often} · ${order.reason}` : order.how_often
}
