import { useState } from 'react'
import { remindSilence, type ComingPayment, type Reminder, type RemindSilenceAsk } from '@sycee/client'
import {
  Button,
  ButtonLink,
  dayWords,
  Facts,
  figure,
  Note,
  Sheet,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './reminders.module.css'

type About = Pick<Reminder, 'kind' | 'kind_title' | 'counterparty' | 'title'>

/** What to hear nothing more of: this kind, this counterparty, or this kind of theirs. */
export function SilenceSheet({ open, about, onClose }: { open: boolean; about: About; onClose: () => void }) {
  const say = useSay()
  const { kind, kind_title: title, counterparty, title: name } = about
  const whose = { counterparty, title: name }
  return (
    <Sheet title={say(words('不再提醒', 'Silence'))} open={open} onClose={onClose}>
      <div className={style.sheet}>
        {counterparty && (
          <>
            <Silencing
              ask={{ kind, ...whose }}
              title={words(`“${name}”的“${title}”`, `${title} of ${name}`)}
              onDone={onClose}
            />
            <Silencing
              ask={whose}
              title={words(`“${name}”的一切提醒`, `Everything about ${name}`)}
              onDone={onClose}
            />
          </>
        )}
        <Silencing ask={{ kind }} title={words(`所有“${title}”`, `Every “${title}”`)} onDone={onClose} />
      </div>
    </Sheet>
  )
}

function Silencing({ ask, title, onDone }: { ask: RemindSilenceAsk; title: Words; onDone: () => void }) {
  const say = useSay()
  const [wrong, setWrong] = useState<string | null>(null)
  const silencing = useAct(remindSilence)
  const silence = async () => {
    const outcome = await silencing.run(ask)
    if (!outcome) return
    if (outcome.code === 'ok') {
      forget('remind.')
      onDone()
    } else setWrong(outcome.code === 'too_many' ? outcome.say : troubled(outcome))
  }
  return (
    <>
      <Button wide busy={silencing.busy} onPress={() => void silence()}>
        {say(title)}
      </Button>
      <Note id="silence-note" wrong={wrong} />
    </>
  )
}

/** One payment that is coming: when, how much, and the entries from which that is known. */
export function ComingSheet({ of, onClose }: { of: ComingPayment | null; onClose: () => void }) {
  const say = useSay()
  return (
    <Sheet title={of?.title ?? ''} open={of !== null} onClose={onClose}>
      {of && (
        <div className={style.sheet}>
          <Facts
            lines={[
              { label: say(words('下一次', 'Next')), value: say(dayWords(of.on)) },
              {
                label: of.exact ? say(words('金额', 'Amount')) : say(words('大约', 'About')),
                value: figure(of.amount, true),
              },
              { label: say(words('多久一次', 'How often')), value: of.how_often },
              { label: say(words('分类', 'Category')), value: of.category_title },
              { label: say(words('为什么', 'Why')), value: of.why },
            ]}
          />
          {of.source === 'ordered' && (
            <ButtonLink to="/orders">{say(words('看预约', 'The order'))}</ButtonLink>
          )}
          {of.source === 'card' && <ButtonLink to="/card">{say(words('去还款', 'Repay'))}</ButtonLink>}
          {of.biller && of.like && (
            <ButtonLink to={`/bills/${of.biller}?like=${of.like}`}>
              {say(words('去缴费', 'Pay it'))}
            </ButtonLink>
          )}
          {of.entries[0] && (
            <ButtonLink to={`/book/entry/${encodeURIComponent(of.entries[0])}`}>
              {say(words('看最近一笔', 'The last of them'))}
            </ButtonLink>
          )}
          {of.counterparty && (
            <Silencing
              ask={{ counterparty: of.counterparty, title: of.title }}
              title={words(`不再提醒“${of.title}”`, `Silence ${of.title}`)}
              onDone={onClose}
            />
          )}
        </div>
      )}
    </Sheet>
  )
}
