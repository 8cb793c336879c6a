import { useParams } from 'react-router'
import { accountList, accountStatements, type MonthStatement } from '@sycee/client'
import {
  Button,
  Card,
  Empty,
  figure,
  lastDay,
  List,
  ListRow,
  monthOf,
  monthWords,
  Notice,
  useSay,
  useSettings,
  words,
  type Say,
} from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { InterestPart, useInterest } from './interest'
import style from './accounts.module.css'

/** The monthly statements of one account, as the bank made them. */
export default function StatementsPage() {
  const say = useSay()
  const { id = '' } = useParams()
  const statements = useRead(accountStatements, { account: Number(id) })
  const accounts = useRead(accountList, {})
  const interest = useInterest(Number(id))
  const account = accounts.answer?.accounts.find((one) => one.id === Number(id))
  return (
    <Page
      title={say(words('月结单', 'Statements'))}
      back="/accounts"
      asideAlways
      aside={
        <>
          {interest && <InterestPart of={interest} />}
          <Notice title={say(words('每月结束后由银行出具', 'Made by the bank when a month is over'))}>
            {say(
              words(
                '月初余额加收入减支出等于月末余额，由账本逐笔核对；出具后不再改动。',
                'What there was, with what came and less what went, is what is left, proven entry by entry. Once made, it stays.',
              ),
            )}
          </Notice>
        </>
      }
    >
      {account && (
        <p className={style.whose}>
          {say(words(`${account.title} 尾号 ${account.tail}`, `${account.title} ending ${account.tail}`))}
        </p>
      )}
      <Show of={statements} rows={6}>
        {(answer) =>
          answer.statements.length === 0 ? (
            <Card>
              <Empty
                icon="file"
                title={say(words('还没有月结单', 'No statement yet'))}
                line={say(
                  words('第一个月结束后的第二天就能看到', 'The first comes on the day after a month is over'),
                )}
              />
            </Card>
          ) : (
            <Months account={Number(id)} months={answer.statements} />
          )
        }
      </Show>
    </Page>
  )
}

function Months({ account, months }: { account: number; months: readonly MonthStatement[] }) {
  const say = useSay()
  const { veiled } = useSettings()
  const show = (amount: MonthStatement['closing']) => (veiled ? '＊＊＊＊' : figure(amount))
  return (
    <>
      <List>
        {months.map((one) => (
          <ListRow
            key={one.month}
            tile="file"
            title={say(monthWords(monthOf(one.month)))}
            caption={captionOf(one, show, say)}
            end={show(one.closing)}
            to={`/book?accounts=own:${account}&since=${one.month}&until=${lastDay(monthOf(one.month))}`}
            more
          />
        ))}
      </List>
      <div className={style.print}>
        <Button
          icon="download"
          onPress={() => {
            print()
          }}
        >
          {say(words('打印或存为 PDF', 'Print, or keep as PDF'))}
        </Button>
      </div>
    </>
  )
}

function captionOf(
  { income, outgo }: MonthStatement,
  show: (amount: MonthStatement['closing']) => string,
  say: Say,
): string {
  return say(words(`收入 ${show(income)} · 支出 ${show(outgo)}`, `in ${show(income)} · out ${show(outgo)}`))
}
