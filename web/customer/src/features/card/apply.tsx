import { useState } from 'react'
import { cardApply, type Money } from '@sycee/client'
import { Button, ButtonLink, Card, Empty, Facts, figure, Section, Segments, useSay, words } from '@sycee/kit'
import type { ProveWords } from '../../pieces/prove'
import { useAct } from '../../shell/act'
import { Deed, stepOf } from './deed'
import style from './card.module.css'

const PROVE: ProveWords = {
  title: words('申请信用卡要核验一次', 'A card needs one check'),
  act: words('申请', 'apply'),
  proving: words('正在核验并申请…', 'Checking and applying…'),
  drop: words('不申请了', 'Let it be'),
}
const DAYS = [5, 15, 25]

/** Somebody without a card: what it would be, and how to have it. */
export function Apply({ offer }: { offer: Money | null }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  if (!offer)
    return (
      <Card>
        <Empty
          icon="card"
          title={say(words('先有账户，才能办信用卡', 'A card needs an account first'))}
          line={say(words('开一个活期账户再来', 'Open a current account and come back'))}
        >
          <ButtonLink to="/accounts">{say(words('去开户', 'Accounts'))}</ButtonLink>
        </Empty>
      </Card>
    )
  return (
    <>
      <Section title={say(words('您可以办一张信用卡', 'You can have a credit card'))}>
        <Card>
          <Facts
            lines={[
              { label: say(words('额度', 'Limit')), value: figure(offer) },
              {
                label: say(words('还款日', 'Due')),
                value: say(words('账单日后 20 天', '20 days after a statement')),
              },
              {
                label: say(words('年费、利息、违约金', 'Fees and interest')),
                value: say(words('不收', 'none')),
              },
            ]}
          />
          <p className={style.small}>
            {say(
              words(
                '额度 = 3,000 元加您在本行存款的一半，取整到千元，最高 50,000 元（Ⅱ类户 5,000 元）。马上就批，不看别的。',
                'The limit is 3,000 yuan and half of what you keep here, in whole thousands, at most 50,000 (5,000 for class II). It is decided at once, by nothing else.',
              ),
            )}
          </p>
        </Card>
      </Section>
      <Button
        kind="act"
        wide
        onPress={() => {
          setOpen(true)
        }}
      >
        {say(words('申请信用卡', 'Apply for a card'))}
      </Button>
      {open && (
        <Terms
          onClose={() => {
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

function Terms({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [day, setDay] = useState('5')
  const { run, busy } = useAct(cardApply, 'key.card.apply')
  return (
    <Deed
      title={words('申请信用卡', 'Apply for a card')}
      label={words('申请', 'Apply')}
      says={PROVE}
      busy={busy}
      run={async () => stepOf(await run({ statement_day: Number(day) }))}
      onClose={onClose}
    >
      <Segments
        label={say(words('每月哪天出账单', 'Statement day of each month'))}
        value={day}
        onChange={setDay}
        of={DAYS.map((one) => ({ value: String(one), label: say(words(`${one} 日`, `the ${one}th`)) }))}
      />
      <p className={style.small}>
        {say(
          words(
            '选每月哪天出账单；出账单后 20 天内还。',
            'Choose the day of each statement. It is due 20 days later.',
          ),
        )}
      </p>
    </Deed>
  )
}
