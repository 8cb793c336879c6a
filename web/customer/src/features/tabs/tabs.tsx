import { useState } from 'react'
import { recommendKeepTabs, recommendTabs, type RecommendTabsAnswer } from '@sycee/client'
import {
  Button,
  Card,
  dayWords,
  List,
  ListRow,
  Note,
  Notice,
  Section,
  Switch,
  Tile,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { layTabs, MIDDLE, namesIn, placeOf } from '../../shell/tabs'
import { troubled } from '../../shell/trouble'
import style from './tabs.module.css'

/** Which tabs stand at the foot and why; to keep three of them, or to let them follow habit. */
export default function Tabs() {
  const say = useSay()
  const tabs = useRead(recommendTabs, {})
  return (
    <Page title={say(words('底部标签', 'Tabs'))} back="/me">
      <Show of={tabs} rows={7}>
        {(answer) => <Seen of={answer} />}
      </Show>
    </Page>
  )
}

function Seen({ of: answer }: { of: RecommendTabsAnswer }) {
  const say = useSay()
  const { down } = useLine()
  const { edition } = useSettings()
  const keeping = useKeeping()
  const title =
    edition === 'elder'
      ? words('标准版里的标签', 'Tabs in the standard edition')
      : words('现在的标签', 'Tabs now')
  return (
    <>
      <Card padded={false}>
        <Switch
          label={say(words('随习惯调整', 'Follow what I use'))}
          caption={say(
            words(
              '中间三个按您常打开的来，一周至多变一次',
              'Three by what you open most, changed once a week at most',
            ),
          )}
          on={!answer.kept}
          disabled={down || keeping.busy}
          onChange={(follow) => void keeping.run(follow ? [] : namesIn(answer))}
        />
      </Card>
      <Note id="tabs-note" wrong={keeping.wrong} />
      <Section title={say(title)}>
        <Now of={answer} />
      </Section>
      {answer.kept ? (
        <Choose key={namesIn(answer).join()} of={answer} busy={keeping.busy} onSave={keeping.run} />
      ) : (
        <Notice icon="info">
          <Since of={answer} />
        </Notice>
      )}
    </>
  )
}

function Now({ of: { tabs } }: { of: RecommendTabsAnswer }) {
  const say = useSay()
  const stays = say(words('一直在这里', 'Always here'))
  return (
    <List>
      <ListRow tile="home" title={say(words('首页', 'Home'))} caption={stays} />
      {tabs.map((one) => (
        <ListRow
          key={one.name}
          tile={placeOf(one.name)?.icon ?? 'flag'}
          title={one.title}
          caption={one.why}
        />
      ))}
      <ListRow tile="person" title={say(words('我的', 'Me'))} caption={stays} />
    </List>
  )
}

function Since({ of: { since, first, tabs } }: { of: RecommendTabsAnswer }) {
  const say = useSay()
  const day = dayWords(since)
  const opens = tabs.find(({ name }) => name === first)?.title ?? say(words('首页', 'Home'))
  return (
    <p>
      {say(
        words(
          `按 ${day.zh} 以前三周您打开过的页面，本周内不再变。登录后先打开“${opens}”。大字版和宽屏的侧栏不变；关闭“个性化推荐”后，与所有新客户一样。`,
          `By the pages that you opened in the three weeks before ${day.en}; they stay so this week. After signing in, ${opens} opens first. With large type and on wide screens nothing changes; without personal recommendations you have what everybody new has.`,
        ),
      )}
    </p>
  )
}

interface Choosing {
  of: RecommendTabsAnswer
  busy: boolean
  onSave: (names: readonly string[]) => Promise<void>
}

function Choose({ of: answer, busy, onSave }: Choosing) {
  const say = useSay()
  const { down } = useLine()
  const [names, set] = useState<readonly string[]>(() => namesIn(answer))
  const full = names.length >= MIDDLE
  const flip = (name: string) => {
    set(names.includes(name) ? names.filter((one) => one !== name) : [...names, name])
  }
  return (
    <Section
      title={say(
        words(`固定哪三个 · ${names.length} / ${MIDDLE}`, `Which to keep · ${names.length} of ${MIDDLE}`),
      )}
    >
      <List label={say(words('可以选的标签', 'Tabs to choose from'))}>
        {answer.offered.map(({ name, title }) => (
          <label className={style.pick} key={name}>
            <Tile of={placeOf(name)?.icon ?? 'flag'} />
            {title}
            <input
              type="checkbox"
              checked={names.includes(name)}
              disabled={full && !names.includes(name)}
              onChange={() => {
                flip(name)
              }}
            />
          </label>
        ))}
      </List>
      <Button kind="act" wide busy={busy} disabled={down || !full} onPress={() => void onSave(names)}>
        {say(words('保存', 'Save'))}
      </Button>
    </Section>
  )
}

function useKeeping() {
  const { run, busy } = useAct(recommendKeepTabs)
  const [wrong, setWrong] = useState<string | null>(null)
  const keep = async (names: readonly string[]) => {
    const outcome = await run({ tabs: [...names] })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setWrong(null)
        layTabs(namesIn(outcome.answer))
        forget('recommend.tabs')
        return
      case 'not_these_tabs':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return { run: keep, busy, wrong }
}
