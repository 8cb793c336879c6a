import { useSearchParams } from 'react-router'
import { bookSummary, type Filter, type Group, type Money } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  change,
  Empty,
  figure,
  Hero,
  Icon,
  lastDay,
  List,
  ListRow,
  monthMark,
  monthOf,
  monthShifted,
  monthWords,
  Section,
  Segments,
  today,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { Link } from 'react-router'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Calendar } from './calendar'
import { Layers } from './layers'
import { TREND } from './trend'
import { foundAt } from './found-at'
import style from './analysis.module.css'

type Of = 'spending' | 'income'

/** A month at a glance: what it came to, its days, what it went to and to whom; every number leads to its entries. */
export default function Analysis() {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const month = /^\d{4}-\d\d$/.exec(search.get('month') ?? '')?.[0] ?? monthOf(today())
  const of: Of = search.get('of') === 'income' ? 'income' : 'spending'
  const go = (next: { month?: string; of?: Of }) => {
    setSearch({ month, of, ...next }, { replace: true })
  }
  const filter: Filter = { since: `${month}-01`, until: lastDay(month) }
  return (
    <Page
      title={say(words('收支分析', 'Where money goes'))}
      back="/book"
      asideAlways
      aside={
        <>
          <Days filter={filter} of={of} month={month} />
          <Parties filter={filter} of={of} />
        </>
      }
      end={
        <ButtonLink kind="quiet" to="/book/categories">
          {say(words('分类', 'Categories'))}
        </ButtonLink>
      }
    >
      <div className={style.month}>
        <Button
          label={say(words('上个月', 'Earlier month'))}
          onPress={() => {
            go({ month: monthShifted(month, -1) })
          }}
        >
          <Icon name="left" size={18} />
        </Button>
        <h2>{say(monthWords(month))}</h2>
        <Button
          label={say(words('下个月', 'Later month'))}
          disabled={month >= monthOf(today())}
          onPress={() => {
            go({ month: monthShifted(month, 1) })
          }}
        >
          <Icon name="right" size={18} />
        </Button>
      </div>
      <div className={style.start}>
        <Segments<Of>
          label={say(words('看什么', 'What to look at'))}
          value={of}
          of={[
            { value: 'spending', label: say(words('支出', 'Spending')) },
            { value: 'income', label: say(words('收入', 'Income')) },
          ]}
          onChange={(chosen) => {
            go({ of: chosen })
          }}
        />
      </div>
      <Shares filter={filter} of={of} month={month} />
      <Trend
        month={month}
        of={of}
        onChoose={(chosen) => {
          go({ month: chosen })
        }}
      />
    </Page>
  )
}

/** The month's sum, with the month before and a year ago, and its shares by category. */
function Shares({ filter, of, month }: { filter: Filter; of: Of; month: string }) {
  const say = useSay()
  const { veiled } = useSettings()
  const told = useRead(bookSummary, { filter, of, by: ['category'], compare: true })
  return (
    <Show of={told} rows={5}>
      {(answer) => (
        <>
          <Card>
            <div className={style.sum}>
              <Hero value={answer.total[of]} veiled={veiled} />
              <p>
                <Compared
                  now={answer.total[of]}
                  then={answer.earlier?.[of]}
                  zh={`比${monthMark(monthShifted(month, -1)).zh}`}
                  en={`than ${monthMark(monthShifted(month, -1)).en}`}
                />
                <Compared
                  now={answer.total[of]}
                  then={answer.year_ago?.[of]}
                  zh="比去年同月"
                  en="than a year ago"
                />
              </p>
              <p className={style.caption}>
                {say(
                  words(
                    `${answer.total.count} 笔 · 不含本人互转、还款、理财和退款`,
                    `${answer.total.count} entries, without transfers of your own, repayments, investments and refunds`,
                  ),
                )}
              </p>
            </div>
          </Card>
          <Section
            title={say(
              of === 'spending'
                ? words('花在哪里', 'What it went to')
                : words('从哪里来', 'What it came from'),
            )}
          >
            {answer.groups.length === 0 ? (
              <Empty icon="book" title={say(words('这个月还没有', 'Nothing this month'))} line="" />
            ) : (
              <List>
                {answer.groups.map((group) => (
                  <Share key={group.keys.join()} group={group} veiled={veiled} />
                ))}
              </List>
            )}
          </Section>
        </>
      )}
    </Show>
  )
}

function Compared({ now, then, zh, en }: { now: Money; then: Money | undefined; zh: string; en: string }) {
  const say = useSay()
  const moved = then && change(now, then)
  if (!moved) return null
  return (
    <span>
      {say(words(`${zh}${moved.less ? '少' : '多'} `, `${moved.less ? 'less' : 'more'} ${en}: `))}
      <b>{moved.percent}</b>
    </span>
  )
}

/** A sum of what was asked for: neither in nor out, so without a sign of either. */
function Sum({ of, veiled }: { of: Money; veiled: boolean }) {
  return <b className={style.figure}>{veiled ? '＊＊＊＊' : figure(of)}</b>
}

function Share({ group, veiled }: { group: Group; veiled: boolean }) {
  const say = useSay()
  const share = `${(group.share_bp / 100).toFixed(1)}%`
  return (
    <Link className={style.share} to={foundAt(group.drill, group.titles.join(' · '))}>
      <span className={style.name}>{group.titles.join(' · ')}</span>
      <Sum of={group.sum} veiled={veiled} />
      <span className={style.bar} aria-hidden="true">
        <span style={{ width: `${Math.max(1, Math.min(100, group.share_bp / 100))}%` }} />
      </span>
      <span className={style.caption}>
        {say(
          words(
            `${share} · ${group.count} 笔 · 平均 ${figure(group.average)}`,
            `${share} · ${group.count} · average ${figure(group.average)}`,
          ),
        )}
        {group.earlier && (
          <> · {say(words(`上月 ${figure(group.earlier)}`, `month before ${figure(group.earlier)}`))}</>
        )}
      </span>
    </Link>
  )
}

function Days({ filter, of, month }: { filter: Filter; of: Of; month: string }) {
  const say = useSay()
  const told = useRead(bookSummary, { filter, of, by: ['day'] })
  return (
    <Section title={say(words('每一天', 'Day by day'))}>
      <Show of={told} rows={4}>
        {(answer) => <Calendar month={month} groups={answer.groups} />}
      </Show>
    </Section>
  )
}

/** Twelve months that end with this one, by the largest kinds; each month can be chosen. */
function Trend({ month, of, onChoose }: { month: string; of: Of; onChoose: (month: string) => void }) {
  const say = useSay()
  const first = monthShifted(month, 1 - TREND)
  const told = useRead(bookSummary, {
    filter: { since: `${first}-01`, until: lastDay(month) },
    of,
    by: ['month', 'category'],
  })
  return (
    <Section title={say(words('十二个月', 'Twelve months'))}>
      <Show of={told} rows={3}>
        {(answer) => <Layers answer={answer} first={first} month={month} onChoose={onChoose} />}
      </Show>
    </Section>
  )
}

function Parties({ filter, of }: { filter: Filter; of: Of }) {
  const say = useSay()
  const { veiled } = useSettings()
  const told = useRead(bookSummary, { filter, of, by: ['counterparty'], limit: 10 })
  return (
    <Section
      title={say(
        of === 'spending' ? words('付给了谁', 'Whom it went to') : words('谁付来的', 'Whom it came from'),
      )}
    >
      <Show of={told} rows={4}>
        {(answer) => (
          <List>
            {answer.groups.map((group) => (
              <ListRow
                key={group.keys.join()}
                tile={{ letter: group.titles[0]?.[0] ?? '·' }}
                title={group.titles[0]}
                caption={say(words(`${group.count} 笔`, `${group.count} entries`))}
                end={<Sum of={group.sum} veiled={veiled} />}
                to={foundAt(group.drill, group.titles[0] ?? '')}
              />
            ))}
          </List>
        )}
      </Show>
    </Section>
  )
}
