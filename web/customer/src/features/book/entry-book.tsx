import { useState } from 'react'
import {
  bookAnnotate,
  bookCategories,
  bookFind,
  bookRecategorise,
  type Entry,
  type Told,
} from '@sycee/client'
import {
  Button,
  Card,
  Facts,
  Field,
  figure,
  Note,
  Section,
  Segments,
  Sheet,
  Switch,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget, useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './analysis.module.css'

const WHY: Record<Told['because'], Words> = {
  words: words('按商户和摘要', 'By shop and text'),
  match: words('两个账户之间对上了', 'Its other half was found'),
  habit: words('按您以前的改法', 'As you corrected before'),
  rule: words('按您的规则', 'By your rule'),
  choice: words('您选的', 'Your choice'),
}

/** What the book says of an entry: its category and why, a note, and whether it counts. */
export function EntryBook({ entry }: { entry: Entry }) {
  // The book finds entries by day and size; this one is among them.
  const size = figure(entry.amount).replace(/[^\d.]/g, '')
  const day = new Date(new Date(entry.at).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const found = useRead(bookFind, {
    filter: {
      accounts: [entry.account],
      since: day,
      until: day,
      least: size,
      most: size,
      asset: entry.amount.asset,
    },
    limit: 100,
  })
  const told = found.answer?.entries.find((one) => one.entry.id === entry.id)
  return told ? <Said key={`${told.category} ${told.note} ${String(told.excluded)}`} told={told} /> : null
}

function Said({ told }: { told: Told }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState(told.note)
  const [wrong, setWrong] = useState<string | null>(null)
  const annotating = useAct(bookAnnotate)
  const annotate = async (change: { note?: string; excluded?: boolean }) => {
    const outcome = await annotating.run({ entry: told.entry.id, ...change })
    if (!outcome) return
    setWrong(outcome.code === 'ok' ? null : troubled(outcome))
    forget('book.')
  }
  return (
    <Section title={say(words('在账本里', 'In the book'))}>
      <Card>
        <div className={style.form}>
          <Facts
            lines={[
              { label: say(words('分类', 'Category')), value: told.category_title },
              { label: say(words('为什么', 'Why')), value: say(WHY[told.because]) },
              { label: say(words('计入收支', 'Counts')), value: figure(told.counts, true) },
            ]}
          />
          <Button
            onPress={() => {
              setOpen(true)
            }}
          >
            {say(words('改分类', 'Change category'))}
          </Button>
          <Field label={say(words('备注', 'Note'))} value={note} maxLength={500} onChange={setNote} />
          {note !== told.note && (
            <Button busy={annotating.busy} onPress={() => void annotate({ note })}>
              {say(words('保存备注', 'Save note'))}
            </Button>
          )}
          <Switch
            label={say(words('不计入收支', 'Leave out of sums'))}
            on={told.excluded}
            onChange={(excluded) => void annotate({ excluded })}
          />
          <Note id="said-note" wrong={wrong} />
        </div>
      </Card>
      <Sheet
        title={say(words('这笔是什么', 'What was it for'))}
        open={open}
        onClose={() => {
          setOpen(false)
        }}
      >
        <Choose
          told={told}
          onDone={() => {
            setOpen(false)
          }}
        />
      </Sheet>
    </Section>
  )
}

type Like = 'one' | 'later' | 'all'

function Choose({ told, onDone }: { told: Told; onDone: () => void }) {
  const say = useSay()
  const categories = useRead(bookCategories, {})
  const acting = useAct(bookRecategorise)
  const [like, setLike] = useState<Like>('one')
  const [wrong, setWrong] = useState<string | null>(null)
  const side = told.entry.amount.minor < 0n ? 'out' : 'in'
  const offered = (categories.answer?.categories ?? []).filter(
    (one) => one.side === side || one.side === 'neither',
  )
  const choose = async (category: string) => {
    const outcome = await acting.run({ entry: told.entry.id, category, like, was: told.category })
    if (!outcome) return
    if (outcome.code === 'ok') {
      forget('book.')
      onDone()
    } else setWrong(outcome.say)
  }
  return (
    <div className={style.form}>
      {told.counterparty && (
        <Segments<Like>
          label={say(words('改哪些', 'For which'))}
          value={like}
          of={[
            { value: 'one', label: say(words('只改这笔', 'This one')) },
            { value: 'later', label: say(words('以后都改', 'From now on')) },
            { value: 'all', label: say(words('同类都改', 'All like it')) },
          ]}
          onChange={setLike}
        />
      )}
      <div className={style.pick}>
        {offered.map((one) => (
          <Button
            key={one.code}
            kind={one.code === told.category ? 'act' : 'plain'}
            busy={acting.busy}
            onPress={() => void choose(one.code)}
          >
            {one.title}
          </Button>
        ))}
      </div>
      <Note id="choose-note" wrong={wrong} />
    </div>
  )
}
