import { useEffect, useRef, useState } from 'react'
import { favouriteSet, type FavouriteListAnswer } from '@sycee/client'
import { Button, Icon, List, Note, Section, Tile, useSay, words, type IconName, type Words } from '@sycee/kit'
import { functionsOf, type AppFunction } from '../../pieces/functions'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { added, MOST, moved, removed } from './order'
import style from './favourites.module.css'

/** Add, take away, move: by buttons, which keep the focus, so that the keyboard does as well as a finger. */
export function Edit({
  of: { favourites, offered },
  onDone,
}: {
  of: FavouriteListAnswer
  onDone: () => void
}) {
  const say = useSay()
  const [names, set] = useState<readonly string[]>(() => favourites.map(({ name }) => name))
  const [told, tell] = useState('')
  const saving = useSaving(onDone)
  const all = functionsOf(offered)
  const mine = functionsOf(names.map((name) => ({ name })))
  const others = all.filter((one) => !mine.includes(one))
  const full = names.length >= MOST
  const change = (next: readonly string[], what: Words) => {
    set(next)
    tell(say(what))
  }
  return (
    <>
      <Section
        title={say(
          words(`在首页的 · ${mine.length} / ${MOST}`, `On the first page · ${mine.length} of ${MOST}`),
        )}
      >
        <Mine of={mine} names={names} onChange={change} />
      </Section>
      <Section title={say(words('可以添加的', 'To add'))}>
        {full && (
          <p className={style.hint}>
            {say(words(`最多 ${MOST} 个，先移走一个`, `${MOST} at most: take one away first`))}
          </p>
        )}
        <List>
          {others.map((one) => (
            <div className={style.row} key={one.name}>
              <Named of={one} />
              <Control
                icon="plus"
                words={words(`添加${one.words.zh}`, `Add ${one.words.en}`)}
                disabled={full}
                onPress={() => {
                  change(added(names, one.name), words(`已添加${one.words.zh}`, `${one.words.en} added`))
                }}
              />
            </div>
          ))}
        </List>
      </Section>
      <p className="unseen" role="status">
        {told}
      </p>
      <Note id="favourites-note" wrong={saving.wrong} />
      <div className={style.foot}>
        <Button onPress={onDone}>{say(words('不改了', 'Leave it'))}</Button>
        <Button kind="act" busy={saving.busy} onPress={() => void saving.run(names)}>
          {say(words('保存', 'Save'))}
        </Button>
      </div>
    </>
  )
}

interface Changing {
  of: readonly AppFunction[]
  names: readonly string[]
  onChange: (names: readonly string[], what: Words) => void
}

function Mine({ of, names, onChange }: Changing) {
  const focus = useFocus(names)
  const move = (one: AppFunction, by: -1 | 1) => {
    const next = moved(names, one.name, by)
    const place = next.indexOf(one.name) + 1
    focus(one.name, by)
    onChange(next, words(`${one.words.zh}移到第 ${place} 位`, `${one.words.en} is now number ${place}`))
  }
  return (
    <List>
      {of.map((one, index) => (
        <div className={style.row} key={one.name} data-name={one.name}>
          <Named of={one} />
          <Control
            icon="up"
            words={words(`上移${one.words.zh}`, `Move ${one.words.en} up`)}
            disabled={index === 0}
            onPress={() => {
              move(one, -1)
            }}
          />
          <Control
            icon="down"
            words={words(`下移${one.words.zh}`, `Move ${one.words.en} down`)}
            disabled={index === of.length - 1}
            onPress={() => {
              move(one, 1)
            }}
          />
          <Control
            icon="close"
            words={words(`移走${one.words.zh}`, `Take ${one.words.en} away`)}
            onPress={() => {
              onChange(removed(names, one.name), words(`已移走${one.words.zh}`, `${one.words.en} taken away`))
            }}
          />
        </div>
      ))}
    </List>
  )
}

function Named({ of: { icon, words: name } }: { of: AppFunction }) {
  const say = useSay()
  return (
    <>
      <Tile of={icon} />
      <span className={style.name}>{say(name)}</span>
    </>
  )
}

function Control({
  icon,
  words: name,
  disabled = false,
  onPress,
}: {
  icon: IconName
  words: Words
  disabled?: boolean
  onPress: () => void
}) {
  const say = useSay()
  return (
    <button type="button" aria-label={say(name)} disabled={disabled} onClick={onPress}>
      <Icon name={icon} size={20} />
    </button>
  )
}

/** After a move the same button has the focus, or at the end of the list its opposite. */
function useFocus(names: readonly string[]) {
  const wanted = useRef<{ name: string; by: -1 | 1 } | null>(null)
  useEffect(() => {
    if (!wanted.current) return
    const { name, by } = wanted.current
    wanted.current = null
    const buttons = document.querySelectorAll<HTMLButtonElement>(`[data-name="${CSS.escape(name)}"] button`)
    const [up, down] = buttons
    const first = by < 0 ? up : down
    ;(first?.disabled ? (by < 0 ? down : up) : first)?.focus()
  }, [names])
  return (name: string, by: -1 | 1) => {
    wanted.current = { name, by }
  }
}

function useSaving(onDone: () => void) {
  const { run, busy } = useAct(favouriteSet)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async (names: readonly string[]) => {
    const outcome = await run({ names: [...names] })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('favourite.')
        onDone()
        return
      case 'no_such_function':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return { run: save, busy, wrong }
}
