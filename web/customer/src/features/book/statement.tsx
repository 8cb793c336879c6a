import { useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  statementExport,
  statementList,
  statementMonth,
  type MonthlyStatement,
  type PaperFile,
} from '@sycee/client'
import {
  Button,
  Card,
  figure,
  Icon,
  List,
  ListRow,
  monthOf,
  monthShifted,
  monthWords,
  Note,
  Section,
  today,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { saveFile } from '../../pieces/paper'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { Made } from './made'
import { Accounts, Benefits, Biggest, Categories, Flow, Reasons, Worth } from './statement-parts'
import style from './analysis.module.css'

const OTHERS = 24

/** A month's statement: what there is, what came and went, what changed and why; every number leads to its entries. */
export default function StatementPage() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const now = monthOf(today())
  const month = /^\d{4}-\d\d$/.exec(search.get('month') ?? '')?.[0] ?? monthShifted(now, -1)
  const told = useRead(statementMonth, { month })
  const go = (next: string) => {
    setSearch({ month: next }, { replace: true })
    scrollTo(0, 0)
  }
  return (
    <Page title={say(words('月度账单', 'Monthly statement'))} back="/book">
      <div className={style.month}>
        <Button
          label={say(words('上个月', 'Earlier month'))}
          onPress={() => {
            go(monthShifted(month, -1))
          }}
        >
          <Icon name="left" size={18} />
        </Button>
        <h2>{say(monthWords(month))}</h2>
        <Button
          label={say(words('下个月', 'Later month'))}
          disabled={month >= now}
          onPress={() => {
            go(monthShifted(month, 1))
          }}
        >
          <Icon name="right" size={18} />
        </Button>
      </div>
      <Show of={told} rows={8}>
        {(answer) => <Whole key={answer.month} of={answer} />}
      </Show>
      <Others month={month} onChoose={go} />
    </Page>
  )
}

function Whole({ of }: { of: MonthlyStatement }) {
  return (
    <>
      <Flow of={of} />
      <Reasons of={of} />
      <Worth of={of} />
      <Accounts of={of} />
      <Categories of={of} side="spending" />
      <Categories of={of} side="income" />
      <Benefits of={of} />
      <Biggest of={of} />
      <Kept month={of.month} />
    </>
  )
}

/** The same on paper, with a code that anybody can check. */
function Kept({ month }: { month: string }) {
  const say = useSay()
  const { down } = useLine()
  const [wrong, complain] = useState<string | null>(null)
  const [made, setMade] = useState<PaperFile | null>(null)
  const { run, busy } = useAct(statementExport)
  const save = async () => {
    complain(null)
    const outcome = await run({ month })
    if (!outcome) return
    if (outcome.code === 'ok') {
      setMade(outcome.answer)
      saveFile(outcome.answer)
    } else complain(outcome.code === 'unknown_asset' ? outcome.say : troubled(outcome))
  }
  return (
    <Section title={say(words('留存', 'Keep it'))}>
      <Card>
        <Note id="keep-note" wrong={wrong} />
        <Button wide icon="download" busy={busy} disabled={down} onPress={() => void save()}>
          {say(words('保存 PDF，带验证码', 'Save as PDF, with a code'))}
        </Button>
      </Card>
      {made && <Made of={made} />}
    </Section>
  )
}

function Others({ month, onChoose }: { month: string; onChoose: (month: string) => void }) {
  const say = useSay()
  const { veiled } = useSettings()
  const all = useRead(statementList, {})
  const others = (all.answer?.months ?? []).filter((one) => one.month !== month).slice(0, OTHERS)
  if (others.length === 0) return null
  return (
    <Section title={say(words('其他月份', 'Other months'))}>
      <List>
        {others.map((one) => (
          <ListRow
            key={one.month}
            tile="file"
            title={say(monthWords(one.month))}
            caption={
              veiled
                ? '＊＊＊＊'
                : say(
                    words(
                      `收入 ${figure(one.income)} · 支出 ${figure(one.spending)}`,
                      `in ${figure(one.income)} · out ${figure(one.spending)}`,
                    ),
                  )
            }
            more
            onPress={() => {
              onChoose(one.month)
            }}
          />
        ))}
      </List>
    </Section>
  )
}
