import { useState } from 'react'
import { cardTryOut, type ShopToTry, type Uuid } from '@sycee/client'
import {
  Button,
  Field,
  figure,
  List,
  ListRow,
  Icon,
  Note,
  Sheet,
  tidyAmount,
  typedMoney,
  useSay,
  words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { stepOf } from './deed'
import style from './card.module.css'

interface Bought {
  readonly trial: Uuid
  readonly shop: ShopToTry
  readonly amount: string
}

/** Buy something in a shop that the simulator plays, or have it take that back. */
export function TryOut({ shops, onClose }: { shops: readonly ShopToTry[]; onClose: () => void }) {
  const say = useSay()
  const { down } = useLine()
  const [shop, choose] = useState<ShopToTry | null>(shops[0] ?? null)
  const [text, setText] = useState('35.00')
  const [wrong, setWrong] = useState<string | null>(null)
  const [bought, setBought] = useState<Bought | null>(null)
  const [back, setBack] = useState(false)
  const { run, busy } = useAct(cardTryOut)
  const amount = typedMoney(text)
  const ask = async (of: Bought | null) => {
    const sum = typedMoney(of?.amount ?? text)
    const where = of?.shop ?? shop
    if (!sum || !where) return
    setWrong(null)
    const outcome = await run({ shop: where.code, amount: sum, ...(of && { back: of.trial }) })
    const step = stepOf(outcome)
    if (step?.then === 'wrong') setWrong(step.line)
    if (outcome?.code !== 'ok') return
    forget('card.', 'book.')
    setBack(of !== null)
    setBought(of ? null : { trial: outcome.answer.trial, shop: where, amount: text })
  }
  return (
    <Sheet title={say(words('试刷（模拟）', 'Try it out (simulated)'))} open onClose={onClose} held={busy}>
      <div className={style.form}>
        <p className={style.small}>
          {say(
            words(
              '商店是模拟的，没有东西寄给您；账是真的记，欠款要还。',
              'The shops are simulated and send you nothing; what is booked is owed.',
            ),
          )}
        </p>
        <List label={say(words('商店', 'Shops'))}>
          {shops.map((one) => (
            <ListRow
              key={one.code}
              title={one.name}
              onPress={() => {
                choose(one)
              }}
              end={
                one.code === shop?.code && (
                  <span role="img" aria-label={say(words('已选', 'chosen'))}>
                    <Icon name="check" size={18} />
                  </span>
                )
              }
            />
          ))}
        </List>
        <Field
          label={say(words('金额（元）', 'Amount (yuan)'))}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          maxLength={12}
          wrong={wrong}
          onChange={(value) => {
            setText(tidyAmount(value))
          }}
        />
        <Button
          kind="seal"
          wide
          busy={busy}
          disabled={down || !amount || !shop}
          onPress={() => void ask(null)}
        >
          {say(amount ? words(`刷 ${figure(amount)}`, `Pay ${figure(amount)}`) : words('刷卡', 'Pay'))}
        </Button>
        <div role="status">
          {bought && (
            <>
              <p className={style.done}>
                <Icon name="check" size={18} />
                {say(
                  words(
                    `已在${bought.shop.name}消费 ${bought.amount}`,
                    `${bought.amount} paid at ${bought.shop.name}`,
                  ),
                )}
              </p>
              <Button wide busy={busy} disabled={down} onPress={() => void ask(bought)}>
                {say(words('让商店退掉这一笔', 'Have the shop take it back'))}
              </Button>
            </>
          )}
          {back && <Note id="back-note" hint={say(words('商店已退款', 'The shop gave it back'))} />}
        </div>
      </div>
    </Sheet>
  )
}
