import type { ReactNode } from 'react'
import { Card, choose, Icon, Segments, useSay, useSettings, words, type IconName } from '@sycee/kit'
import style from './display.module.css'

/** How the app looks to me: kept on this device, and no secret. `all` shows what few change as well. */
export function Display({ all = false }: { all?: boolean }) {
  return (
    <Card padded={false}>
      <Language />
      <Light />
      <Edition />
      {all && <Size />}
      <Amounts />
    </Card>
  )
}

function Language() {
  const say = useSay()
  const { language } = useSettings()
  return (
    <Setting icon="globe" name={say(words('语言', 'Language'))}>
      <Segments
        label={say(words('语言', 'Language'))}
        value={language}
        onChange={(value) => {
          choose({ language: value })
        }}
        of={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
    </Setting>
  )
}

function Light() {
  const say = useSay()
  const { theme } = useSettings()
  return (
    <Setting icon="moon" name={say(words('明暗', 'Light'))}>
      <Segments
        label={say(words('明暗', 'Light'))}
        value={theme}
        onChange={(value) => {
          choose({ theme: value })
        }}
        of={[
          { value: 'auto', label: say(words('随系统', 'System')) },
          { value: 'light', label: say(words('浅', 'Light')) },
          { value: 'dark', label: say(words('深', 'Dark')) },
        ]}
      />
    </Setting>
  )
}

function Edition() {
  const say = useSay()
  const { edition } = useSettings()
  return (
    <Setting icon="letters" name={say(words('版本', 'Edition'))}>
      <Segments
        label={say(words('版本', 'Edition'))}
        value={edition}
        onChange={(value) => {
          choose({ edition: value })
        }}
        of={[
          { value: 'standard', label: say(words('标准版', 'Standard')) },
          { value: 'elder', label: say(words('大字版', 'Large type')) },
        ]}
      />
    </Setting>
  )
}

/** A step larger, with everything where it is; the large edition has larger type yet, and fewer things on a page. */
function Size() {
  const say = useSay()
  const { size, edition } = useSettings()
  if (edition === 'elder') return null
  return (
    <Setting icon="letters" name={say(words('字号', 'Type size'))}>
      <Segments
        label={say(words('字号', 'Type size'))}
        value={size}
        onChange={(value) => {
          choose({ size: value })
        }}
        of={[
          { value: 'normal', label: say(words('标准', 'Normal')) },
          { value: 'large', label: say(words('大一号', 'Larger')) },
        ]}
      />
    </Setting>
  )
}

function Amounts() {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <Setting icon="eye" name={say(words('金额', 'Amounts'))}>
      <Segments
        label={say(words('金额', 'Amounts'))}
        value={veiled ? 'veiled' : 'shown'}
        onChange={(value) => {
          choose({ veiled: value === 'veiled' })
        }}
        of={[
          { value: 'shown', label: say(words('显示', 'Shown')) },
          { value: 'veiled', label: say(words('隐藏', 'Hidden')) },
        ]}
      />
    </Setting>
  )
}

function Setting({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return (
    <div className={style.set}>
      <span>
        <Icon name={icon} size={22} />
        {name}
      </span>
      {children}
    </div>
  )
}
