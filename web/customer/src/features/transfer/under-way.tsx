import { transferUnderWay, type Going } from '@sycee/client'
import { figure, List, ListRow, momentWords, Section, Tag, useSay, words, type Say } from '@sycee/kit'
import { useRead } from '../../shell/read'

/** Transfers for which money is held; nothing where there is none. */
export function UnderWay() {
  const say = useSay()
  const { answer } = useRead(transferUnderWay, {})
  if (!answer || answer.transfers.length === 0) return null
  return (
    <Section title={say(words('在途转账', 'Under way'))}>
      <List>
        {answer.transfers.map((going) => (
          <ListRow
            key={going.transfer}
            tile="clock"
            title={going.to}
            tag={<Tag tone="ochre">{stageWords(going, say)}</Tag>}
            caption={captionOf(going, say)}
            end={figure(going.amount)}
            to={`/transfer/receipt/${going.transfer}`}
            more
          />
        ))}
      </List>
    </Section>
  )
}

function stageWords({ stage, cancellable }: Going, say: Say): string {
  if (stage === 'sent') return say(words('等对方银行', 'With the other bank'))
  return say(cancellable ? words('可撤销', 'Can be taken back') : words('处理中', 'On its way'))
}

function captionOf({ due_at, bank, to_tail, cancellable }: Going, say: Say): string {
  const where = bank ? `${bank} ${to_tail}` : say(words(`尾号 ${to_tail}`, `ending ${to_tail}`))
  if (!cancellable) return where
  const at = say(momentWords(due_at))
  return `${where} · ${say(words(`${at} 转出`, `goes ${at}`))}`
}
