import { depositMine, type Earning } from '@sycee/client'
import { Card, dayWords, Facts, figure, Section, useSay, useSettings, words, type Say } from '@sycee/kit'
import { useRead } from '../../shell/read'
import style from './accounts.module.css'

/** What an account earns, where it earns anything: the rate, what has come together, and when it is paid. */
export function useInterest(account: number): Earning | null {
  return useRead(depositMine, {}).answer?.accounts.find((one) => one.account === account) ?? null
}

/** In a line, as it stands in an account's facts. */
export function interestLine({ rate, paid_next }: Earning, say: Say) {
  const day = dayWords(paid_next)
  return {
    label: say(words('利息', 'Interest')),
    value: say(words(`年利率 ${rate}%，${day.zh}付`, `${rate}% a year, paid ${day.en}`)),
  }
}

/** Where the interest of an account comes from. */
export function InterestPart({ of }: { of: Earning }) {
  const say = useSay()
  const { veiled } = useSettings()
  const lines = [
    { label: say(words('年利率', 'Rate a year')), value: `${of.rate}%` },
    {
      label: of.upto
        ? say(words(`已计到${dayWords(of.upto).zh}`, `Earned up to ${dayWords(of.upto).en}`))
        : say(words('已计', 'Earned')),
      value: veiled ? '＊＊＊＊' : figure(of.earned),
    },
    { label: say(words('下次付息', 'Paid next')), value: say(dayWords(of.paid_next)) },
  ]
  return (
    <Section title={say(words('利息', 'Interest'))}>
      <Card>
        <Facts lines={lines} />
        <p className={style.whose}>
          {say(
            words(
              '按每天日终余额计：余额 × 年利率 ÷ 365，每季末月 20 日付一次；不足一分的留到下次。',
              'Counted on the balance at the end of each day, balance × rate ÷ 365, paid on the 20th of a quarter’s last month. What is less than a fen is kept for the next time.',
            ),
          )}
        </p>
      </Card>
    </Section>
  )
}
