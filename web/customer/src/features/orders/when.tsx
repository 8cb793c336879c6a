import { Card, Field, Segments, useSay, words, type Say } from '@sycee/kit'
import style from './orders.module.css'

export type Every = 'once' | 'week' | 'month'

export interface When {
  readonly first: string
  readonly every: Every
  readonly until: string
}

const SHORT = 28
const WEEKDAYS = [
  words('每周日', 'every Sunday'),
  words('每周一', 'every Monday'),
  words('每周二', 'every Tuesday'),
  words('每周三', 'every Wednesday'),
  words('每周四', 'every Thursday'),
  words('每周五', 'every Friday'),
  words('每周六', 'every Saturday'),
] as const

/** What a choice of days means, as a calendar says it. */
export function often({ first, every }: When, say: Say): string {
  const date = new Date(`${first}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return ''
  if (every === 'once') return say(words('只转一次', 'once'))
  if (every === 'week') return say(WEEKDAYS[date.getUTCDay()] ?? WEEKDAYS[0])
  const day = date.getUTCDate()
  if (day <= SHORT) return say(words(`每月 ${day} 日`, `day ${day} of every month`))
  return say(
    words(`每月 ${day} 日（短月为最后一天）`, `day ${day} of every month (the last day of shorter ones)`),
  )
}

/** From which day, how often, until when. */
export function WhenPart({
  when,
  wrong,
  onChange,
}: {
  when: When
  wrong: { first?: string; until?: string }
  onChange: (when: When) => void
}) {
  const say = useSay()
  return (
    <Card padded={false}>
      <div className={style.when}>
        <Segments
          label={say(words('付款频率', 'How often'))}
          value={when.every}
          of={[
            { value: 'month', label: say(words('每月', 'Monthly')) },
            { value: 'week', label: say(words('每周', 'Weekly')) },
            { value: 'once', label: say(words('一次', 'Once')) },
          ]}
          onChange={(every) => {
            onChange({ ...when, every })
          }}
        />
        <Field
          label={say(when.every === 'once' ? words('转账日期', 'On') : words('首次付款日', 'First on'))}
          type="date"
          value={when.first}
          wrong={wrong.first}
          onChange={(first) => {
            onChange({ ...when, first })
          }}
        />
        {when.every !== 'once' && (
          <Field
            label={say(words('截止日期', 'Until'))}
            type="date"
            value={when.until}
            wrong={wrong.until}
            hint={say(words('选填，不填就一直到您取消', 'Optional; without it, until you end it'))}
            onChange={(until) => {
              onChange({ ...when, until })
            }}
          />
        )}
        <p className={style.said}>
          {often(when, say)}
          {say(words('，早上 9 点转出', ', at nine in the morning'))}
        </p>
      </div>
    </Card>
  )
}
