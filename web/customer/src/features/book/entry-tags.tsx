import { useState } from 'react'
import { Link } from 'react-router'
import { bookAnnotate, bookCategories, type Told } from '@sycee/client'
import { Button, Field, Icon, useSay, words, type Words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { forget, useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { foundAt } from './found-at'
import { tagTrouble, tidyTag, type TagTrouble } from './tags'
import style from './entry-said.module.css'

const WRONG: Record<TagTrouble, Words> = {
  empty: words('先写一个标签', 'Write a tag first'),
  long: words('标签最多 20 个字', 'A tag has 20 letters at most'),
  blank: words('标签里不能有空格、# 和逗号', 'No blanks, # or commas in a tag'),
  twice: words('已经有这个标签了', 'It has this tag already'),
  many: words('一笔最多 10 个标签', 'An entry has 10 tags at most'),
}

/** The tags of an entry: each leads to all that have it; one is added by a word, and removed with a press. */
export function EntryTags({ told }: { told: Told }) {
  const say = useSay()
  const known = useRead(bookCategories, {})
  const acting = useAct(bookAnnotate)
  const [typed, type] = useState('')
  const [wrong, complain] = useState<string | null>(null)
  const keep = async (tags: readonly string[]) => {
    const outcome = await acting.run({ entry: told.entry.id, tags: [...tags] })
    if (!outcome) return
    complain(outcome.code === 'ok' ? null : troubled(outcome))
    if (outcome.code !== 'ok') return
    type('')
    forget('book.')
  }
  const add = (typedTag: string) => {
    const tag = tidyTag(typedTag)
    const trouble = tagTrouble(tag, told.tags)
    if (trouble) complain(say(WRONG[trouble]))
    else void keep([...told.tags, tag])
  }
  const offered = (known.answer?.tags ?? []).filter((tag) => !told.tags.includes(tag)).slice(0, 8)
  return (
    <div className={style.tags} role="group" aria-label={say(words('标签', 'Tags'))}>
      {told.tags.length > 0 && (
        <ul className={style.chips}>
          {told.tags.map((tag) => (
            <li key={tag}>
              <Link to={foundAt({ tags: [tag] }, `#${tag}`)}>#{tag}</Link>
              <button
                type="button"
                disabled={acting.busy}
                aria-label={say(words(`去掉标签 ${tag}`, `Remove the tag ${tag}`))}
                onClick={() => void keep(told.tags.filter((one) => one !== tag))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={style.add}
        onSubmit={(event) => {
          event.preventDefault()
          add(typed)
        }}
      >
        <Field
          label={say(words('加一个标签', 'Add a tag'))}
          value={typed}
          wrong={wrong}
          onChange={(next) => {
            type(next)
            complain(null)
          }}
        />
        <Button submit busy={acting.busy}>
          {say(words('添加', 'Add'))}
        </Button>
      </form>
      {offered.length > 0 && (
        <div className={style.offered}>
          {offered.map((tag) => (
            <button
              key={tag}
              type="button"
              disabled={acting.busy}
              onClick={() => {
                add(tag)
              }}
            >
              #{tag}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
