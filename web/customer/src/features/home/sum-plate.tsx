import { total, type Account, type AccountListAnswer, type BookMonthsAnswer } from '@sycee/client'
import {
  Bone,
  Button,
  Chop,
  choose,
  figure,
  Hero,
  Icon,
  IngotPlate,
  monthOf,
  summary,
  today,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { Show } from '../../shell/reading'
import type { Reading } from '../../shell/read'
import { speak, useVoice } from './listen'
import style from './home.module.css'

interface Props {
  accounts: Reading<AccountListAnswer, never>
  months: Reading<BookMonthsAnswer, never>
}

/** The main sum on its plate: what can be spent now, this month's in and out, and all together. */
export function SumPlate({ accounts, months }: Props) {
  return (
    <Show
      of={accounts}
      bones={
        <IngotPlate>
          <div style={{ display: 'grid', gap: 14, padding: '10px 0 6px' }}>
            <Bone width={150} />
            <Bone width={210} height={38} />
            <Bone width="100%" height={38} />
          </div>
        </IngotPlate>
      }
    >
      {({ accounts: all }) => (
        <Plate accounts={all.filter(({ state }) => state !== 'closed')} months={months} />
      )}
    </Show>
  )
}

function Plate({ accounts, months }: { accounts: readonly Account[]; months: Props['months'] }) {
  const say = useSay()
  const { veiled, language } = useSettings()
  const main = accounts.find(({ kind }) => kind === 'current') ?? accounts[0]
  const available = main?.available ?? total([])
  const all = total(accounts.map(({ balance }) => balance))
  const label = main
    ? words(
        `${main.kind === 'savings' ? '储蓄' : '活期'}可用 · 尾号 ${main.tail}`,
        `${main.kind === 'savings' ? 'Savings' : 'Current'} available · ${main.tail}`,
      )
    : words('可用', 'Available')
  return (
    <IngotPlate>
      <p className={style.label}>
        {say(label)}
        <Veil />
      </p>
      <Hero value={available} veiled={veiled} />
      <span className={style.mark}>
        <Chop text="足银活期" kind="assay" size={44} />
      </span>
      <Listen
        text={say(words(`可以用的钱，${figure(available)} 元`, `Available, ${figure(available)} yuan`))}
      />
      <dl className={style.foot}>
        <MonthFacts months={months} veiled={veiled} />
        <div>
          <dt>{say(words('账户合计', 'All accounts'))}</dt>
          <dd>{veiled ? '＊＊' : summary(all, language)}</dd>
        </div>
      </dl>
    </IngotPlate>
  )
}

function MonthFacts({ months, veiled }: { months: Props['months']; veiled: boolean }) {
  const say = useSay()
  const month = months.answer?.months.find((one) => one.month === monthOf(today()))
  const shown = (sign: string, value: string | undefined) =>
    veiled ? '＊＊' : months.answer ? `${value && value !== '0.00' ? sign : ''}${value ?? '0.00'}` : '…'
  return (
    <>
      <div>
        <dt>{say(words('本月支出', 'Out this month'))}</dt>
        <dd>{shown('−', month && figure(month.expense))}</dd>
      </div>
      <div>
        <dt>{say(words('本月收入', 'In this month'))}</dt>
        <dd>{shown('+', month && figure(month.income))}</dd>
      </div>
    </>
  )
}

function Veil() {
  const say = useSay()
  const { veiled } = useSettings()
  return (
    <button
      type="button"
      aria-pressed={veiled}
      aria-label={say(words('隐藏金额', 'Hide amounts'))}
      onClick={() => {
        choose({ veiled: !veiled })
      }}
    >
      <Icon name={veiled ? 'veil' : 'eye'} size={20} />
    </button>
  )
}

/** In the elder edition the sum can be heard. */
function Listen({ text }: { text: string }) {
  const say = useSay()
  const { edition, language, veiled } = useSettings()
  const voice = useVoice(language)
  if (edition !== 'elder' || veiled || !voice) return null
  return (
    <span className={style.listen}>
      <Button
        icon="speaker"
        onPress={() => {
          speak(text, voice)
        }}
      >
        {say(words('念给我听', 'Read it to me'))}
      </Button>
    </span>
  )
}
