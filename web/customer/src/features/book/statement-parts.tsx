import { useId } from 'react'
import { Link } from 'react-router'
import type { Filter, Money, MonthlyStatement, StatementCategory } from '@sycee/client'
import {
  Amount,
  Card,
  Facts,
  figure,
  Hero,
  Icon,
  List,
  ListRow,
  momentWords,
  Notice,
  Section,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { foundAt } from './found-at'
import analysis from './analysis.module.css'
import style from './statement.module.css'

interface Props {
  of: MonthlyStatement
}

function useSum(): (value: Money | null) => string {
  const { veiled } = useSettings()
  return (value) => (value === null ? '—' : veiled ? '＊＊＊＊' : figure(value))
}

/** What was left over, and both sides beside the month before and a year ago. */
export function Flow({ of }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <Card>
      <div className={analysis.sum}>
        <p>
          {say(
            of.over
              ? words('本月结余', 'Left over')
              : words('到目前为止的结余（本月未结束）', 'Left over so far'),
          )}
        </p>
        <Hero value={of.net} veiled={veiled} />
      </div>
      <Bars of={of} />
      <p className={analysis.caption}>
        {say(
          words(
            '不含本人互转、还款、理财本金和退款',
            'Without transfers of your own, repayments, principal and refunds',
          ),
        )}
      </p>
    </Card>
  )
}

interface BarProps {
  id: string
  label: string
  value: Money | null
  top: bigint
  inward: boolean
  drill?: Filter
}

function Bars({ of }: Props) {
  const say = useSay()
  const id = useId()
  const all = [of.income, of.spending].flatMap((one) => [one.sum, one.earlier, one.year_ago])
  const top = all.reduce((most, one) => (one && one.minor > most ? one.minor : most), 1n)
  return (
    <div className={style.bars}>
      {(['income', 'spending'] as const).map((side) => (
        <div key={side}>
          <h3>{say(side === 'income' ? words('收入', 'Income') : words('支出', 'Spending'))}</h3>
          <Bar
            id={id}
            label={say(words('本月', 'This month'))}
            value={of[side].sum}
            top={top}
            inward={side === 'income'}
            drill={of[side].drill}
          />
          <Bar
            id={id}
            label={say(words('上月', 'Before'))}
            value={of[side].earlier}
            top={top}
            inward={side === 'income'}
          />
          <Bar
            id={id}
            label={say(words('去年同月', 'Year ago'))}
            value={of[side].year_ago}
            top={top}
            inward={side === 'income'}
          />
        </div>
      ))}
    </div>
  )
}

/** Money in is hatched, money out is solid; this month is in ink, the others are paler. */
function Bar({ id, label, value, top, inward, drill }: BarProps) {
  const say = useSay()
  const sum = useSum()
  if (value === null) return null
  const wide = value.minor > 0n ? Math.max(1, Number((value.minor * 1000n) / top) / 10) : 0
  const hatch = `${id}-${drill ? 'now' : 'then'}`
  return (
    <div className={style.bar} data-now={drill ? 'true' : undefined}>
      <span>{label}</span>
      <svg aria-hidden="true" preserveAspectRatio="none">
        <defs>
          <pattern
            id={hatch}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2.2" height="5" className={style.ink} />
          </pattern>
        </defs>
        <rect className={style.trough} width="100%" height="100%" />
        <rect
          className={inward ? undefined : style.ink}
          fill={inward ? `url(#${hatch})` : undefined}
          width={`${wide}%`}
          height="100%"
        />
      </svg>
      {drill ? (
        <Link to={foundAt(drill, say(inward ? words('收入', 'Income') : words('支出', 'Spending')))}>
          {sum(value)}
        </Link>
      ) : (
        <span>{sum(value)}</span>
      )}
    </div>
  )
}

/** What changed and why, each sentence with its entries behind it. */
export function Reasons({ of }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  if (veiled) return null
  return (
    <Section title={say(words('变化与原因', 'What changed, and why'))}>
      <List>
        {of.reasons.map((reason) => (
          <Link
            key={reason.text}
            className={style.reason}
            data-about={reason.about}
            to={foundAt(reason.drill, say(words('这句话说的明细', 'The entries it speaks of')))}
          >
            <span>{reason.text}</span>
            <Icon name="right" size={14} />
          </Link>
        ))}
      </List>
    </Section>
  )
}

/** What one had and owed, before and after. */
export function Worth({ of }: Props) {
  const say = useSay()
  const sum = useSum()
  return (
    <Section title={say(words('资产与负债', 'What you have and owe'))}>
      {of.worth.map((one) => {
        const code = one.assets_end.asset === 'CNY' ? '' : ` ${one.assets_end.asset}`
        const owes = one.debts_start.minor > 0n || one.debts_end.minor > 0n
        return (
          <Card key={one.assets_end.asset}>
            <Facts
              lines={[
                { label: say(words(`月初资产${code}`, `At the start${code}`)), value: sum(one.assets_start) },
                {
                  label: say(
                    of.over
                      ? words(`月末资产${code}`, `At the end${code}`)
                      : words(`目前资产${code}`, `Now${code}`),
                  ),
                  value: <b>{sum(one.assets_end)}</b>,
                },
                ...(owes
                  ? [
                      {
                        label: say(words(`月初负债${code}`, `Owed at the start${code}`)),
                        value: sum(one.debts_start),
                      },
                      {
                        label: say(words(`月末负债${code}`, `Owed at the end${code}`)),
                        value: sum(one.debts_end),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
        )
      })}
    </Section>
  )
}

/** Every account, before and after. */
export function Accounts({ of }: Props) {
  const say = useSay()
  const sum = useSum()
  return (
    <>
      <List label={say(words('各账户', 'Accounts'))}>
        {of.accounts.map((one) => (
          <ListRow
            key={`${one.account} ${one.income.asset}`}
            title={`${one.title} ${one.tail}`}
            caption={say(
              words(
                `月初 ${sum(one.opening)} · 入账 ${sum(one.income)} · 出账 ${sum(one.outgo)}`,
                `start ${sum(one.opening)} · in ${sum(one.income)} · out ${sum(one.outgo)}`,
              ),
            )}
            end={sum(one.closing)}
            to={`/book?accounts=${one.account}&since=${of.since}&until=${of.until}`}
          />
        ))}
      </List>
      {of.accounts.some((one) => !one.counted) && (
        <Notice icon="info" title={say(words('有的账户没有计入', 'Some accounts are not in it'))}>
          {say(
            words(
              '其他机构的账户，导入的账单没有写月初或月末的余额，所以不计入资产与负债。',
              'Accounts elsewhere whose statements do not say what was in them before or after.',
            ),
          )}
        </Notice>
      )}
    </>
  )
}

export function Categories({ of, side }: Props & { side: StatementCategory['side'] }) {
  const say = useSay()
  const all = of.categories.filter((one) => one.side === side)
  if (all.length === 0) return null
  return (
    <Section title={say(side === 'spending' ? words('支出分类', 'Spending') : words('收入分类', 'Income'))}>
      <List>
        {all.map((one) => (
          <Category key={one.category} of={one} />
        ))}
      </List>
    </Section>
  )
}

function Category({ of }: { of: StatementCategory }) {
  const say = useSay()
  const sum = useSum()
  const share = Math.max(0, Math.min(100, of.share_bp / 100))
  return (
    <Link className={analysis.share} to={foundAt(of.drill, of.title)}>
      <span className={analysis.name}>{of.title}</span>
      <b className={analysis.figure}>{sum(of.sum)}</b>
      <svg className={style.share} aria-hidden="true" preserveAspectRatio="none">
        <rect className={style.trough} width="100%" height="100%" />
        <rect className={style.ink} width={`${share}%`} height="100%" />
      </svg>
      <span className={analysis.caption}>
        {say(words(`${of.count} 笔 · ${share.toFixed(1)}%`, `${of.count} · ${share.toFixed(1)}%`))}
        {of.earlier && <> · {say(words(`上月 ${sum(of.earlier)}`, `before ${sum(of.earlier)}`))}</>}
        {of.year_ago && (
          <> · {say(words(`去年同月 ${sum(of.year_ago)}`, `a year ago ${sum(of.year_ago)}`))}</>
        )}
      </span>
    </Link>
  )
}

/** What the month brought besides. */
export function Benefits({ of }: Props) {
  const say = useSay()
  const sum = useSum()
  if (of.benefits.length === 0) return null
  return (
    <Section title={say(words('本月所得', 'Besides'))}>
      <List>
        {of.benefits.map((one) => (
          <ListRow
            key={one.kind}
            tile="interest"
            title={one.title}
            caption={say(words(`${one.count} 笔`, `${one.count} entries`))}
            end={sum(one.sum)}
            to={foundAt(one.drill, one.title)}
          />
        ))}
      </List>
    </Section>
  )
}

export function Biggest({ of }: Props) {
  const say = useSay()
  const { veiled } = useSettings()
  if (of.biggest.length === 0) return null
  return (
    <Section title={say(words('大额支出', 'Biggest spending'))}>
      <List>
        {of.biggest.map(({ entry, category_title: category }) => (
          <ListRow
            key={entry.id}
            title={entry.title}
            caption={`${category} · ${say(momentWords(entry.at))}`}
            end={<Amount value={entry.amount} veiled={veiled} />}
            to={`/book/entry/${encodeURIComponent(entry.id)}`}
          />
        ))}
      </List>
    </Section>
  )
}
