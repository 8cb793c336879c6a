import { useId, useState } from 'react'
import { bookAddCategory, bookDropCategory, type CategoryTold } from '@sycee/client'
import { Button, Card, Field, List, ListRow, Note, Section, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './entry-said.module.css'

/** Categories of one's own, each a part of one of the list. */
export function OwnCategories({ of }: { of: readonly CategoryTold[] }) {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const [dropping, setDropping] = useState<CategoryTold | null>(null)
  const titles = new Map(of.map(({ code, title }) => [code, title]))
  const own = of.filter(({ under }) => under !== null)
  return (
    <Section title={say(words('我的分类', 'My categories'))}>
      {own.length > 0 && (
        <List>
          {own.map((one) => (
            <ListRow
              key={one.code}
              tile={{ letter: one.title.charAt(0) }}
              title={one.title}
              caption={say(
                words(
                  `算在“${titles.get(one.under ?? '') ?? ''}”里`,
                  `Part of ${titles.get(one.under ?? '') ?? ''}`,
                ),
              )}
              end={
                <Button
                  label={say(words(`删除分类 ${one.title}`, `Drop the category ${one.title}`))}
                  onPress={() => {
                    setDropping(one)
                  }}
                >
                  {say(words('删除', 'Drop'))}
                </Button>
              }
            />
          ))}
        </List>
      )}
      {adding ? (
        <Card>
          <Adding
            of={of}
            onDone={() => {
              setAdding(false)
            }}
          />
        </Card>
      ) : (
        <Button
          icon="plus"
          onPress={() => {
            setAdding(true)
          }}
        >
          {say(words('添加自己的分类', 'Add a category of your own'))}
        </Button>
      )}
      <Sheet
        title={say(words('删除分类', 'Drop a category'))}
        open={dropping !== null}
        onClose={() => {
          setDropping(null)
        }}
      >
        {dropping && (
          <Dropping
            of={dropping}
            onDone={() => {
              setDropping(null)
            }}
          />
        )}
      </Sheet>
    </Section>
  )
}

function Adding({ of, onDone }: { of: readonly CategoryTold[]; onDone: () => void }) {
  const say = useSay()
  const id = useId()
  const acting = useAct(bookAddCategory)
  const [title, setTitle] = useState('')
  const [under, setUnder] = useState('')
  const [wrong, complain] = useState<{ title?: string; under?: string }>({})
  const add = async () => {
    if (!title.trim()) {
      complain({ title: say(words('请写一个名字', 'Please give it a name')) })
      return
    }
    if (!under) {
      complain({ under: say(words('请选它算在哪一类里', 'Please choose what it is a part of')) })
      return
    }
    const outcome = await acting.run({ title: title.trim(), under })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('book.')
        onDone()
        return
      case 'category_exists':
      case 'too_many_categories':
        complain({ title: outcome.say })
        return
      default:
        complain({ title: troubled(outcome) })
    }
  }
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field
        label={say(words('名字', 'Name'))}
        value={title}
        maxLength={20}
        autoFocus
        wrong={wrong.title}
        onChange={(next) => {
          setTitle(next)
          complain({})
        }}
      />
      <div className={style.choice}>
        <label htmlFor={id}>{say(words('算在哪一类里', 'Part of'))}</label>
        <select
          id={id}
          value={under}
          aria-invalid={!!wrong.under}
          aria-describedby={wrong.under ? `${id}-note` : undefined}
          onChange={(event) => {
            setUnder(event.target.value)
            complain({})
          }}
        >
          <option value="">{say(words('请选择', 'Choose'))}</option>
          {of
            .filter((one) => one.under === null)
            .map((one) => (
              <option key={one.code} value={one.code}>
                {one.title}
              </option>
            ))}
        </select>
        <Note id={`${id}-note`} wrong={wrong.under} />
      </div>
      <div className={style.pair}>
        <Button onPress={onDone}>{say(words('取消', 'Cancel'))}</Button>
        <Button kind="act" submit busy={acting.busy}>
          {say(words('添加', 'Add'))}
        </Button>
      </div>
    </form>
  )
}

function Dropping({ of, onDone }: { of: CategoryTold; onDone: () => void }) {
  const say = useSay()
  const acting = useAct(bookDropCategory)
  const [wrong, complain] = useState<string | null>(null)
  const drop = async () => {
    const outcome = await acting.run({ category: of.code })
    if (!outcome) return
    if (outcome.code === 'ok') {
      forget('book.')
      onDone()
    } else complain(troubled(outcome))
  }
  return (
    <div className={style.form}>
      <p>
        {say(
          words(
            `“${of.title}”不再用于新的明细；已经是这一类的不变。`,
            `No entry can be given “${of.title}” any more; those that have it keep it.`,
          ),
        )}
      </p>
      <Note id="drop-note" wrong={wrong} />
      <div className={style.pair}>
        <Button onPress={onDone}>{say(words('保留', 'Keep it'))}</Button>
        <Button kind="danger" busy={acting.busy} onPress={() => void drop()}>
          {say(words('删除', 'Drop'))}
        </Button>
      </div>
    </div>
  )
}
