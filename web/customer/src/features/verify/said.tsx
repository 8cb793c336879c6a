import type { Genuine, PaperTotals } from '@sycee/client'
import { exactly, Facts, figure, Icon, Notice, ReceiptFrame, useSay, words, type Words } from '@sycee/kit'
import style from './verify.module.css'

const KINDS: Readonly<Record<Genuine['kind'], Words>> = {
  account: words('账户对账单', 'Statement of account'),
  entries: words('收支明细', 'List of entries'),
  month: words('月度账单', 'Monthly statement'),
}

/** What stands on a document that is genuine. */
export function Said({ of }: { of: Genuine }) {
  const say = useSay()
  return (
    <div className={style.said} role="status">
      <ReceiptFrame>
        <p className={style.genuine}>
          <Icon name="check" size={22} />
          {say(words('由本行出具', 'Made by this bank'))}
        </p>
        <Facts
          lines={[
            { label: say(words('文件', 'Document')), value: say(KINDS[of.kind]) },
            { label: say(words('户名', 'Name')), value: of.holder },
            {
              label: say(words('账户尾号', 'Accounts ending')),
              value: of.accounts.length > 0 ? of.accounts.join(' · ') : '—',
            },
            {
              label: say(words('期间', 'Period')),
              value: say(words(`${of.since} 至 ${of.until}`, `${of.since} to ${of.until}`)),
            },
            { label: say(words('笔数', 'Entries')), value: String(of.entries) },
            ...of.totals.flatMap((one) =>
              lines(one).map(({ label, value }) => ({ label: say(label), value })),
            ),
            { label: say(words('制作时间', 'Made')), value: exactly(of.made_at) },
          ]}
        />
      </ReceiptFrame>
      {of.same_file !== null && (
        <Notice
          icon={of.same_file ? 'check' : 'flag'}
          title={say(
            of.same_file
              ? words('文件一字未改', 'The file is unchanged to the last bit')
              : words('文件与出具时不同', 'The file is not the one that was made'),
          )}
        >
          {say(
            of.same_file
              ? words('您选的文件与银行出具的完全一致。', 'What you chose is exactly what the bank made.')
              : words(
                  '可能被改动过，或者是另存、打印过的版本。请以上面的内容为准。',
                  'It may have been altered, or saved or printed anew. What stands above is what was made.',
                ),
          )}
        </Notice>
      )}
    </div>
  )
}

function lines({ opening, income, outgo, closing }: PaperTotals): { label: Words; value: string }[] {
  const code = income.asset === 'CNY' ? '' : ` ${income.asset}`
  const all = [
    { label: words(`期初余额${code}`, `Opening${code}`), value: opening },
    { label: words(`入账${code}`, `In${code}`), value: income },
    { label: words(`出账${code}`, `Out${code}`), value: outgo },
    { label: words(`期末余额${code}`, `Closing${code}`), value: closing },
  ]
  return all.flatMap(({ label, value }) => (value ? [{ label, value: figure(value) }] : []))
}
