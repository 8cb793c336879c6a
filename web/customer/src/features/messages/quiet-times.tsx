import { useState } from 'react'
import type { QuietHours } from '@sycee/client'
import { Button, Field, Switch, useSay, words } from '@sycee/kit'
import style from './messages.module.css'

/** From when to when; the hours are kept while it is off. */
export function QuietTimes({
  quiet,
  busy,
  onChange,
}: {
  quiet: QuietHours
  busy: boolean
  onChange: (quiet: QuietHours) => Promise<boolean>
}) {
  const say = useSay()
  const [draft, edit] = useState({ since: quiet.since, until: quiet.until })
  const changed = draft.since !== quiet.since || draft.until !== quiet.until
  const same = draft.since === draft.until
  return (
    <div className={style.lines}>
      <Switch
        label={say(words('晚上别打扰我', 'Do not disturb'))}
        caption={say(
          words(
            '推送、短信、邮件等到结束后再发，安全消息除外',
            'Push, SMS and mail wait until it is over; security does not',
          ),
        )}
        on={quiet.on}
        disabled={busy}
        onChange={(on) => {
          void onChange({ ...quiet, on })
        }}
      />
      {quiet.on && (
        <form
          className={style.form}
          onSubmit={(event) => {
            event.preventDefault()
            void onChange({ on: true, ...draft })
          }}
        >
          <div className={style.times}>
            <Field
              label={say(words('开始', 'From'))}
              type="time"
              value={draft.since}
              onChange={(since) => {
                edit({ ...draft, since })
              }}
            />
            <Field
              label={say(words('结束', 'Until'))}
              type="time"
              value={draft.until}
              onChange={(until) => {
                edit({ ...draft, until })
              }}
              wrong={same ? say(words('不能和开始相同', 'Not the same as the beginning')) : null}
            />
          </div>
          <p className={style.fine}>
            {draft.until < draft.since
              ? say(
                  words(
                    `从 ${draft.since} 到第二天 ${draft.until}，北京时间`,
                    `${draft.since} until ${draft.until} the next day, Beijing time`,
                  ),
                )
              : say(
                  words(
                    `从 ${draft.since} 到 ${draft.until}，北京时间`,
                    `${draft.since} until ${draft.until}, Beijing time`,
                  ),
                )}
          </p>
          {changed && (
            <Button submit kind="act" busy={busy} disabled={same || !draft.since || !draft.until}>
              {say(words('保存时间', 'Keep these hours'))}
            </Button>
          )}
        </form>
      )}
    </div>
  )
}
