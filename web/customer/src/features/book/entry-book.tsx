import { useState } from 'react'
import {
  bookAnnotate,
  bookCategories,
  bookFind,
  bookRecategorise,
  bookSplit,
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
import { inOrder } from './category-select'
import { EntryTags } from './entry-tags'
import { SplitForm } from './split-form'
import style from './analysis.module.css'
import said from './entry-said.module.css'

const WHY: Record<Told['because'], Words> = {
  words: words('按商户和摘要', 'By shop and text'),
  match: words('两个账户之间对上了', 'Its other half was found'),
  habit: words('按您以前的改法', 'As you corrected before'),
  rule: words('按您的规则', 'By your rule'),
  choice: words('您选的', 'Your choice'),
}

/** What the book says of an entry: its category and why or its parts, a note, tags, and whether it counts. */
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
  return told ? (
    <Said key={`${told.category} ${told.note} ${String(told.excluded)} ${told.parts.length}`} told={told} />
  ) : null
}

function Said({ told }: { told: Told }) {
  const say = useSay()
  const [open, setOpen] = useState<'category' | 'split' | null>(null)
  const [note, setNote] = useState(told.note)
  const [wrong, setWrong] = useState<string | null>(null)
  const annotating = useAct(bookAnnotate)
  const annotate = async (change: { note?: string; excluded?: boolean }) => {
    const outcome = await annotating.run({ entry: told.entry.id, ...change })
    if (!outcome) return
    setWrong(outcome.code === 'ok' ? null : troubled(outcome))
    forget('book.')
  }
  const close = () => {
    setOpen(null)
  }
  return (
    <Section title={say(words('在账本里', 'In the book'))}>
      <Card>
        <div className={style.form}>
          {told.parts.length > 0 ? (
            <Parts
              told={told}
              onChange={() => {
                setOpen('split')
              }}
            />
          ) : (
            <Whole told={told} onOpen={setOpen} />
          )}
          <Field label={say(words('备注', 'Note'))} value={note} maxLength={500} onChange={setNote} />
          {note !== told.note && (
            <Button busy={annotating.busy} onPress={() => void annotate({ note })}>
              {say(words('保存备注', 'Save note'))}
            </Button>
          )}
          <EntryTags told={told} />
          <div className={said.switch}>
            <Switch
              label={say(words('不计入收支', 'Leave out of sums'))}
              on={told.excluded}
              onChange={(excluded) => void annotate({ excluded })}
            />
          </div>
          <Note id="said-note" wrong={wrong} />
        </div>
      </Card>
      <Sheet title={say(words('这笔是什么', 'What was it for'))} open={open === 'category'} onClose={close}>
        <Choose told={told} onDone={close} />
      </Sheet>
      <Sheet title={say(words('拆分这笔', 'Split this entry'))} open={open === 'split'} onClose={close}>
        <SplitForm told={told} onDone={close} />
      </Sheet>
    </Section>
  )
}

/** An entry that is one thing. */
function Whole({ told, onOpen }: { told: Told; onOpen: (what: 'category' | 'split') => void }) {
  const say = useSay()
  return (
    <>
      <Facts
        lines={[
          { label: say(words('分类', 'Category')), value: told.category_title },
          { label: say(words('为什么', 'Why')), value: say(WHY[told.because]) },
          { label: say(words('计入收支', 'Counts')), value: figure(told.counts, true) },
        ]}
      />
      <div className={said.pair}>
        <Button
          onPress={() => {
            onOpen('category')
          }}
        >
          {say(words('改分类', 'Change category'))}
        </Button>
        <Button
          onPress={() => {
            onOpen('split')
          }}
        >
          {say(words('拆成几部分', 'Split it'))}
        </Button>
      </div>
    </>
  )
}

/** An entry that is split: its parts, and the ways back. */
function Parts({ told, onChange }: { told: Told; onChange: () => void }) {
  const say = useSay()
  const acting = useAct(bookSplit)
  const [wrong, setWrong] = useState<string | null>(null)
  const mend = async () => {
    const outcome = await acting.run({ entry: told.entry.id, parts: [] })
    if (!outcome) return
    if (outcome.code === 'ok') forget('book.')
    else setWrong(outcome.say)
  }
  return (
    <>
      <p className={style.caption}>
        {say(words(`拆成了 ${told.parts.length} 部分`, `Split into ${told.parts.length} parts`))}
      </p>
      <Facts
        lines={[
          ...told.parts.map(({ category_title, amount }, at) => ({
            label: `${at + 1} · ${category_title}`,
            value: figure(amount, true),
          })),
          { label: say(words('计入收支', 'Counts')), value: figure(told.counts, true) },
        ]}
      />
      <div className={said.pair}>
        <Button onPress={onChange}>{say(words('改拆分', 'Change the parts'))}</Button>
        <Button busy={acting.busy} onPress={() => void mend()}>
          {say(words('合回一笔', 'Make it whole again'))}
        </Button>
      </div>
      <Note id="parts-note" wrong={wrong} />
    </>
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
  const offered = inOrder(categories.answer?.categories ?? []).filter(
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
