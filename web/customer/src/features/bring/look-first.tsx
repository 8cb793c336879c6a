import { useState } from 'react'
import type { BookPreviewAnswer } from '@sycee/client'
import { Button, Card, Facts, Field, figure, MINUS, Notice, say, Tile, useSay, words } from '@sycee/kit'
import { Left, sums, Totals } from './found'
import { Days, OutWords, PointOut } from './point-out'
import type { Asked, Sent } from './use-files'
import style from './bring.module.css'

interface Props {
  of: Asked
  busy: boolean
  /** Say more of the file, and look again. */
  onSay: (said: Partial<Sent>) => void
  onTake: () => void
  onDrop: () => void
}

/** What a file would bring, before it does; and what has to be asked first. */
export function LookFirst({ of, busy, onSay, onTake, onDrop }: Props) {
  const say = useSay()
  const [pointing, setPointing] = useState(false)
  const { preview, sent } = of
  const asks = preview.asks[0]
  const point = (pointed: Sent['pointed']) => {
    setPointing(false)
    onSay({ pointed: { ...sent.pointed, ...pointed } })
  }
  return (
    <Card>
      <div className={style.result} role="status">
        <div className={style.name}>
          <Tile of="file" />
          <div>
            <h2>{of.name}</h2>
            <p>{[preview.institution, preview.account, preview.format].filter(Boolean).join(' · ')}</p>
          </div>
        </div>
        {asks === 'password' ? (
          <Password key={String(sent.password)} tried={!!sent.password} busy={busy} onSay={onSay} />
        ) : asks === 'columns' || pointing ? (
          <PointOut of={preview} said={sent.pointed} busy={busy} onPoint={point} />
        ) : asks === 'days' ? (
          <Days of={preview} busy={busy} onPoint={point} />
        ) : asks === 'out_words' ? (
          <OutWords words={preview.words} busy={busy} onPoint={point} />
        ) : (
          <Would of={preview} />
        )}
        <div className={style.acts}>
          {!asks && !pointing && preview.rows_read > 0 && (
            <Button kind="act" busy={busy} onPress={onTake}>
              {preview.whole
                ? say(words(`记入账本（${preview.rows_read} 行）`, `Bring ${preview.rows_read} rows in`))
                : say(words('全部记入账本', 'Bring all of it in'))}
            </Button>
          )}
          {!asks && !pointing && preview.columns.length > 0 && (
            <Button
              disabled={busy}
              onPress={() => {
                setPointing(true)
              }}
            >
              {say(words('列不对，我来指', 'Columns are wrong'))}
            </Button>
          )}
          <Button kind="quiet" disabled={busy} onPress={onDrop}>
            {say(words('不要了', 'Leave it'))}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function Password({
  tried,
  busy,
  onSay,
}: {
  tried: boolean
  busy: boolean
  onSay: (said: Partial<Sent>) => void
}) {
  const say = useSay()
  const [password, setPassword] = useState('')
  return (
    <form
      className={style.ask}
      onSubmit={(event) => {
        event.preventDefault()
        if (password) onSay({ password })
      }}
    >
      <Field
        label={say(words('解压密码', 'Password of the archive'))}
        hint={say(words('钱包发账单时告诉您的那一串', 'The one that the wallet gave you with the file'))}
        type="password"
        autoComplete="off"
        maxLength={128}
        value={password}
        onChange={setPassword}
        wrong={tried ? say(words('密码不对，再看看', 'That is not the password')) : null}
      />
      <Button submit kind="act" busy={busy} disabled={!password}>
        {say(words('打开', 'Open'))}
      </Button>
    </form>
  )
}

/** What would be brought in: sums, the first rows, the file's own totals, and what is left. */
function Would({ of }: { of: BookPreviewAnswer }) {
  const say = useSay()
  return (
    <>
      {!of.whole && (
        <Notice title={say(words('文件很大，先看了开头', 'A large file: its beginning was looked at'))}>
          {say(
            words(
              '下面是头一部分的行数和合计。记入账本时会读完整个文件，要几分钟，读完以前账本不变。',
              'Below are the rows and sums of its first part. All of it is read when you bring it in; that takes minutes, and the book stays as it is until then.',
            ),
          )}
        </Notice>
      )}
      <Facts
        lines={[
          {
            label: say(of.whole ? words('读到', 'Rows read') : words('先看了', 'Looked at')),
            value: say(words(`${of.rows_read} 行`, String(of.rows_read))),
          },
          ...sums(of.income).map(({ asset, text }) => ({
            label: `${say(words('收入', 'In'))} ${asset}`,
            value: `+${text}`,
          })),
          ...sums(of.expense).map(({ asset, text }) => ({
            label: `${say(words('支出', 'Out'))} ${asset}`,
            value: `${MINUS}${text}`,
          })),
        ]}
      />
      <Totals of={of.totals} />
      {of.rows.length > 0 && (
        <ol className={style.rows} aria-label={say(words('头几行', 'The first rows'))}>
          {of.rows.slice(0, 5).map((row) => (
            <li key={row.line}>
              <span>{row.at.slice(0, 10)}</span>
              <span>{row.counterparty || row.memo}</span>
              <b>{signed(row)}</b>
            </li>
          ))}
        </ol>
      )}
      {of.skipped_count > 0 && <Left lines={of.skipped} count={of.skipped_count} />}
    </>
  )
}

function signed({ amount, direction }: BookPreviewAnswer['rows'][number]): string {
  const text = figure(amount)
  const shown = amount.minor > 0n ? `+${text}` : text
  return direction === 'neutral' ? `${shown} ${say(words('不计', 'neutral'))}` : shown
}
