import { useState } from 'react'
import { recommendPersonal } from '@sycee/client'
import { Icon, Note, Switch, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget } from '../../shell/read'
import { reporter } from '../../shell/report'
import { troubled } from '../../shell/trouble'
import { visit } from '../../shell/visit'
import style from './offers.module.css'

/** What stays on this phone of what orders a list. */
export function Here() {
  const say = useSay()
  return (
    <p className={style.here}>
      <Icon name="handset" size={16} />
      {say(
        words(
          '看了多久、划过什么，在本机排序，不上传；打开过什么，银行会记下',
          'How long you look and what you pass by: ordered on this device; nothing of it is sent. The bank notes what you open',
        ),
      )}
    </p>
  )
}

/** Whether all this is to follow from what one did. Off, it is what everybody sees who is new. */
export function Personal({ on }: { on: boolean }) {
  const say = useSay()
  const { down } = useLine()
  const { run, busy } = useAct(recommendPersonal)
  const [wrong, setWrong] = useState<string | null>(null)
  const choose = async (wanted: boolean) => {
    const outcome = await run({ on: wanted })
    if (!outcome) return
    setWrong(outcome.code === 'ok' ? null : troubled(outcome))
    if (outcome.code === 'ok') {
      reporter.allow(outcome.answer.on)
      visit.allow(outcome.answer.on)
    }
    forget('recommend.')
  }
  return (
    <div className={style.personal}>
      <Switch
        label={say(words('个性化推荐', 'Personal recommendations'))}
        caption={
          on
            ? say(words('根据您看过和用过的挑选', 'Chosen by what you read and used'))
            : say(
                words(
                  '已关闭：与所有新客户看到的一样，您做过什么不再记录和学习',
                  'Off: you see what every new customer sees, and nothing is kept or learned',
                ),
              )
        }
        on={on}
        disabled={down || busy}
        onChange={(wanted) => void choose(wanted)}
      />
      <Note id="personal-note" wrong={wrong} />
    </div>
  )
}
