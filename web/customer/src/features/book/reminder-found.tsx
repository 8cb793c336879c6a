import { useState } from 'react'
import { remindDismiss, type Reminder } from '@sycee/client'
import { Button, ButtonLink, Card, dayWords, Note, Tag, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { SilenceSheet } from './reminder-sheets'
import style from './reminders.module.css'

const GRAVE = new Set<Reminder['kind']>(['double_charge', 'unusual_amount', 'new_place'])

/** One finding: what, about whom, why; its entries are a press away, and so is not hearing of it again. */
export function FoundReminder({ reminder }: { reminder: Reminder }) {
  const say = useSay()
  const [silencing, silence] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const dismissing = useAct(remindDismiss)
  const dismiss = async () => {
    const outcome = await dismissing.run({ reminder: reminder.id })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
      case 'not_found': // it is over, here or on another screen
        forget('remind.')
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  const [entry] = reminder.entries
  return (
    <Card>
      <article className={style.found} aria-label={`${reminder.kind_title} ${reminder.title}`}>
        <div className={style.head}>
          {reminder.title !== reminder.kind_title && <h3>{reminder.title}</h3>}
          {GRAVE.has(reminder.kind) ? (
            <Tag tone="ochre">{reminder.kind_title}</Tag>
          ) : (
            <Tag>{reminder.kind_title}</Tag>
          )}
          <time dateTime={reminder.on}>{say(dayWords(reminder.on))}</time>
        </div>
        <p className={style.why}>{reminder.why}</p>
        <Note id={`wrong-${reminder.id}`} wrong={wrong} />
        <div className={style.acts}>
          {entry && (
            <ButtonLink to={`/book/entry/${encodeURIComponent(entry)}`}>
              {say(words('看明细', 'The entry'))}
            </ButtonLink>
          )}
          <Button busy={dismissing.busy} onPress={() => void dismiss()}>
            {say(words('知道了', 'Dismiss'))}
          </Button>
          <Button
            onPress={() => {
              silence(true)
            }}
          >
            {say(words('不再提醒', 'Silence'))}
          </Button>
        </div>
      </article>
      <SilenceSheet
        open={silencing}
        about={reminder}
        onClose={() => {
          silence(false)
        }}
      />
    </Card>
  )
}
