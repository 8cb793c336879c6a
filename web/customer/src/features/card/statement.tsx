import { useParams } from 'react-router'
import { cardStatement, type Money, type StatementWhole } from '@sycee/client'
import {
  Amount,
  Button,
  ButtonLink,
  Card,
  dayWords,
  Empty,
  Facts,
  figure,
  Hero,
  IngotPlate,
  List,
  ListRow,
  momentWords,
  Notice,
  Section,
  useSay,
  useSettings,
  words,
} from '@sycee/kit'
import { iconOf } from '../../pieces/kinds'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from './card.module.css'

/** One statement of my card: what is owed, by when, and every entry of it. */
export default function StatementPage() {
  const say = useSay()
  const { day = '' } = useParams()
  const found = useRead(cardStatement, { day })
  return (
    <Page
      title={say(words('信用卡账单', 'Card statement'))}
      back="/card/statements"
      asideAlways
      aside={
        <Notice title={say(words('账单由银行在账单日结束后出具', 'Cut by the bank when the day is over'))}>
          {say(
            words(
              '上期欠款加消费减退款和还款等于本期欠款，由账本逐笔核对。最低还款是欠款的 10%，不少于 10 元。',
              'What was owed, with what was spent and less what came back or was repaid, is what is owed, proven entry by entry. The minimum is a tenth of it, at least 10 yuan.',
            ),
          )}
        </Notice>
      }
    >
      <Show of={found} rows={6}>
        {(answer) => <Whole of={answer} />}
      </Show>
    </Page>
  )
}

function Whole({ of }: { of: StatementWhole }) {
  const say = useSay()
  const { veiled } = useSettings()
  const { statement, left, minimum_left } = of
  const show = (amount: Money) => (veiled ? '＊＊＊＊' : figure(amount))
  const on = dayWords(statement.day)
  return (
    <>
      <IngotPlate>
        <div className={style.face}>
          <p>{say(words(`${on.zh}账单 · 尾号 ${of.tail}`, `Statement of ${on.en} · card ${of.tail}`))}</p>
          <Hero value={statement.balance} veiled={veiled} />
          {left && (
            <p className={style.due}>
              {left.minor > 0n
                ? say(words(`还差 ${show(left)}`, `${show(left)} is left to repay`))
                : say(words('已还清', 'repaid'))}
            </p>
          )}
        </div>
      </IngotPlate>
      <Card>
        <Facts
          lines={[
            { label: say(words('到期还款日', 'Due')), value: say(dayWords(statement.due_on)) },
            { label: say(words('最低还款', 'Minimum')), value: show(statement.minimum) },
            ...(minimum_left && minimum_left.minor > 0n
              ? [{ label: say(words('最低还差', 'Left of it')), value: show(minimum_left) }]
              : []),
            { label: say(words('上期欠款', 'Owed before')), value: show(statement.opening) },
            { label: say(words('本期消费', 'Spent')), value: show(statement.spent) },
            { label: say(words('退款和还款', 'Given back and repaid')), value: show(statement.came) },
          ]}
        />
      </Card>
      {left && left.minor > 0n && (
        <ButtonLink kind="act" wide to="/card/repay">
          {say(words('还款', 'Repay'))}
        </ButtonLink>
      )}
      <Section title={say(words('这一期的明细', 'Entries'))}>
        <Lines of={of} veiled={veiled} />
      </Section>
      <div className={style.print}>
        <Button
          icon="download"
          wide
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

function Lines({ of, veiled }: { of: StatementWhole; veiled: boolean }) {
  const say = useSay()
  if (of.lines.length === 0)
    return (
      <Card>
        <Empty icon="bag" title={say(words('这一期没有消费', 'Nothing was bought'))} />
      </Card>
    )
  return (
    <List>
      {of.lines.map((line) => (
        <ListRow
          key={line.id}
          tile={iconOf({ kind: line.kind, source: 'bank' })}
          title={line.party || line.kind_title}
          caption={`${line.kind_title} · ${say(momentWords(line.at))}`}
          end={<Amount value={line.amount} veiled={veiled} />}
          to={`/book/entry/${encodeURIComponent(line.id)}`}
        />
      ))}
    </List>
  )
}
