import { useState } from 'react'
import { Link } from 'react-router'
import { recommendFunctions, recommendNotForMe, type FunctionForMe } from '@sycee/client'
import { Icon, Note, Section, useSay, useSettings, words } from '@sycee/kit'
import { functionsOf, type AppFunction } from '../../pieces/functions'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget, useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './usual.module.css'

const LARGE = 2

interface Laid {
  readonly told: FunctionForMe
  readonly of: AppFunction
}

/** What I use often and have not at hand, or what to begin with, each with the reason why and a way to say no. */
export function Usual() {
  const say = useSay()
  const { edition } = useSettings()
  const { answer } = useRead(recommendFunctions, {})
  const [told, tell] = useState('')
  const all: Laid[] = (answer?.functions ?? []).flatMap((one) =>
    functionsOf([one]).map((of) => ({ told: one, of })),
  )
  const laid = edition === 'elder' ? all.slice(0, LARGE) : all
  const habit = laid.some((one) => one.told.habit)
  const title = say(habit ? words('常用', 'Often used') : words('开始用', 'To begin with'))
  if (laid.length === 0 && !told) return null
  return (
    <Section title={title}>
      <ul className={style.usual} aria-label={title}>
        {laid.map((one) => (
          <li key={one.told.name}>
            <One laid={one} tell={tell} />
          </li>
        ))}
      </ul>
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}

function One({ laid: { told, of }, tell }: { laid: Laid; tell: (what: string) => void }) {
  const say = useSay()
  const { down } = useLine()
  const { run, busy } = useAct(recommendNotForMe)
  const [wrong, setWrong] = useState<string | null>(null)
  const name = say(of.words)
  const refuse = async () => {
    const outcome = await run({ item: told.name })
    if (!outcome) return
    if (outcome.code === 'ok') {
      tell(say(words(`已移走“${of.words.zh}”`, `“${of.words.en}” was taken away`)))
      forget('recommend.')
    } else setWrong(outcome.code === 'no_such_item' ? outcome.say : troubled(outcome))
  }
  const inside = (
    <>
      <Icon name={of.icon} size={24} />
      <span>{name}</span>
      <small>{told.why}</small>
    </>
  )
  return (
    <>
      <div className={style.one}>
        {of.acts && down ? (
          <a role="link" aria-disabled="true">
            {inside}
          </a>
        ) : (
          <Link to={of.to}>{inside}</Link>
        )}
        <button
          type="button"
          aria-label={say(words(`不感兴趣：${of.words.zh}`, `Not for me: ${of.words.en}`))}
          disabled={down || busy}
          onClick={() => void refuse()}
        >
          <Icon name="close" size={16} />
        </button>
      </div>
      <Note id={`usual-${told.name}`} wrong={wrong} />
    </>
  )
}
