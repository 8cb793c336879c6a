import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ForMeItem, ForMePart, Read, RecommendForMeAnswer, RecommendForMeNo } from '@sycee/client'
import { Button, ButtonLink, Card, Empty, Section, useSay, useSettings, words } from '@sycee/kit'
import { Offer, riskWords } from '../../pieces/offers/offer'
import { tellable, useOrdered, useSeen } from '../../pieces/offers/ordered'
import { Here, Personal } from '../../pieces/offers/personal'
import offers from '../../pieces/offers/offers.module.css'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Parts } from './parts'
import style from './shelf.module.css'

type Answer = RecommendForMeAnswer
type Place = 'wealth' | 'articles'

const LARGE = 5

interface Props {
  place: Place
  read: Read<{ part?: string }, Answer, RecommendForMeNo>
  title: string
  /** By what its parts differ. */
  parts: string
  /** What is to be known before one looks. */
  about?: (answer: Answer) => ReactNode
}

/** One place to which one goes to look: what lies there in one's own order, or a part of it, whole. */
export function Laid({ place, read, title, parts: label, about }: Props) {
  const [params, setParams] = useSearchParams()
  const all = useRead(read, {})
  const parts = all.answer?.parts ?? []
  // An address may name what is not there, or is no more.
  const part = parts.find((one) => one.part === params.get('part')) ?? null
  const some = useRead(read, part && { part: part.part })
  return (
    <Page
      title={title}
      back="/"
      asideAlways
      aside={
        all.answer && (
          <div className={style.beside}>
            {all.answer.on_device && <Here />}
            <Personal on={all.answer.personal} />
          </div>
        )
      }
    >
      {all.answer && about?.(all.answer)}
      {parts.length > 1 && (
        <Parts
          label={label}
          of={parts}
          value={part?.part ?? null}
          onChange={(next) => {
            setParams(next === null ? {} : { part: next }, { replace: true })
          }}
        />
      )}
      <Show of={part ? some : all} rows={6}>
        {(answer) => <Lying key={part?.part ?? ''} of={answer} place={place} part={part} />}
      </Show>
    </Page>
  )
}

/** The list. What one asked for by its part is in the bank's order, and was not shown by the bank's own choice. */
function Lying({ of: answer, place, part }: { of: Answer; place: Place; part: ForMePart | null }) {
  const say = useSay()
  const { edition } = useSettings()
  const [told, tell] = useState('')
  const [more, setMore] = useState(false)
  const [there, setThere] = useState<ReadonlySet<string>>(new Set())
  const { places, own } = useOrdered(answer)
  const shown = edition === 'elder' && !more ? places.slice(0, LARGE) : places
  const rest = places.length - shown.length
  const items = shown.map(({ item }) => item).filter(({ item }) => there.has(item))
  useSeen(part ? [] : tellable(items, own), place)
  const sort = useSort(answer, place)
  const order = answer.personal
    ? words('最适合您的在前', 'What suits you best comes first')
    : words('与所有新客户看到的一样', 'As every new customer sees it')
  return (
    <Section title={part?.title ?? say(order)}>
      {places.length === 0 ? (
        <Nothing />
      ) : (
        <ul className={offers.cards}>
          {shown.map((placed) => (
            <li key={placed.item.item}>
              <Offer
                of={placed}
                tell={tell}
                sort={sort(placed.item)}
                onThere={(item) => {
                  setThere((before) => new Set([...before, item]))
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && (
        <div className={style.more}>
          <Button
            wide
            onPress={() => {
              setMore(true)
            }}
          >
            {say(words(`再看 ${rest} 样`, `${rest} more`))}
          </Button>
        </div>
      )}
      <p className="unseen" role="status">
        {told}
      </p>
    </Section>
  )
}

/** What sort of thing an item is: its kind and risk on the shelf, its themes among articles. */
function useSort({ parts }: Answer, place: Place) {
  const say = useSay()
  const called = (part: string) => parts.find((one) => one.part === part)?.title
  return ({ kind, risk, themes }: ForMeItem): string =>
    place === 'wealth'
      ? [called(kind), say(riskWords(risk))].join(' · ')
      : themes.flatMap((theme) => called(theme) ?? []).join(say(words('、', ', ')))
}

function Nothing() {
  const say = useSay()
  return (
    <Card>
      <Empty
        icon="basket"
        title={say(words('现在没有可看的', 'Nothing to look at now'))}
        line={say(
          words(
            '您移走的两周后会再出现；货架上新了也会在这里',
            'What you took away comes back after two weeks, and what is new will be here',
          ),
        )}
      >
        <ButtonLink to="/">{say(words('回首页', 'Go home'))}</ButtonLink>
      </Empty>
    </Card>
  )
}
