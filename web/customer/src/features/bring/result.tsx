import { bookAccounts, type BookBringAnswer } from '@sycee/client'
import { Bone, ButtonLink, Card, Facts, Failed, MINUS, say, Tile, useSay, words } from '@sycee/kit'
import { nameOf } from '../../pieces/account-name'
import { useRead } from '../../shell/read'
import { HowFar } from './how-far'
import { Left, sums, Totals } from './found'
import type { Asked, InHand } from './use-files'
import style from './bring.module.css'

/** What came of one file. */
export function Result({ of }: { of: Exclude<InHand, Asked> }) {
  const say = useSay()
  if (of.state === 'reading')
    return (
      <Card>
        <div className={style.name} role="status">
          <Tile of="file" />
          <div>
            <h2>{of.name}</h2>
            {!of.going && <p>{say(words('正在读…', 'Reading…'))}</p>}
          </div>
        </div>
        {of.going ? (
          <HowFar of={of.going} />
        ) : (
          <div style={{ marginTop: 12 }}>
            <Bone width="100%" height={58} />
          </div>
        )}
      </Card>
    )
  if (of.state === 'failed') {
    return (
      <Failed
        title={say(words(`没有读进 ${of.name}`, `${of.name} was not read`))}
        line={`${ended(of.line)}${say(words('账本没有改变。', ' The book has not changed.'))}`}
      />
    )
  }
  return (
    <Card>
      <Read answer={of.answer} />
    </Card>
  )
}

/** A sentence with its full stop. */
function ended(line: string): string {
  return /[。.!！]$/.test(line) || !line ? line : say(words(`${line}。`, `${line}.`))
}

function Read({ answer }: { answer: BookBringAnswer }) {
  const say = useSay()
  const { answer: book } = useRead(bookAccounts, {})
  const theirs = book?.accounts.filter(({ id }) => answer.accounts.includes(id)) ?? []
  return (
    <div className={style.result} role="status">
      <div className={style.name}>
        <Tile of="file" />
        <div>
          <h2>{answer.file}</h2>
          <p>{theirs.map(nameOf).join('、') || answer.format}</p>
        </div>
      </div>
      <dl className={style.counts}>
        <div>
          <dt>{say(words('新记入', 'Added'))}</dt>
          <dd>{answer.added}</dd>
        </div>
        <div>
          <dt>{say(words('已经有的', 'Already there'))}</dt>
          <dd>{answer.already_there}</dd>
        </div>
        <div>
          <dt>{say(words('没有记的', 'Not taken'))}</dt>
          <dd>{answer.skipped_count}</dd>
        </div>
      </dl>
      <Facts
        lines={[
          {
            label: say(words('读到', 'Rows read')),
            value: say(words(`${answer.rows_read} 行`, String(answer.rows_read))),
          },
          ...(answer.matched > 0
            ? [
                {
                  label: say(words('钱包和银行卡记了同一笔', 'Seen by wallet and card alike')),
                  value: say(words(`${answer.matched} 笔，只算一次`, `${answer.matched}, counted once`)),
                },
              ]
            : []),
          ...(answer.repeated > 0
            ? [
                {
                  label: say(words('在别的工作表里重复', 'Repeated on another sheet')),
                  value: say(words(`${answer.repeated} 行`, String(answer.repeated))),
                },
              ]
            : []),
          ...sums(answer.income).map(({ asset, text }) => ({
            label: `${say(words('收入', 'In'))} ${asset}`,
            value: `+${text}`,
          })),
          ...sums(answer.expense).map(({ asset, text }) => ({
            label: `${say(words('支出', 'Out'))} ${asset}`,
            value: `${MINUS}${text}`,
          })),
        ]}
      />
      <Totals of={answer.totals} />
      {answer.skipped_count > 0 && <Left lines={answer.skipped} count={answer.skipped_count} />}
      <div className={style.acts}>
        <ButtonLink kind="act" to={`/book?accounts=${answer.accounts.join(',')}`}>
          {say(words('看这些明细', 'See the entries'))}
        </ButtonLink>
      </div>
    </div>
  )
}
