import { useState } from 'react'
import { Icon, look, Notice, useSay, words } from '@sycee/kit'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { BroughtFiles } from './brought-files'
import { LookFirst } from './look-first'
import { Result } from './result'
import { useFiles } from './use-files'
import style from './bring.module.css'

/** Bring statements of other banks and wallets into the book: look first, answer what is asked, then take the rows. */
export default function Bring() {
  const say = useSay()
  const { down } = useLine()
  const [over, setOver] = useState(false)
  const { files, busy, choose, again, take, drop } = useFiles()
  const stop = down || busy
  return (
    <Page
      title={say(words('导入账单', 'Bring statements'))}
      back="/"
      asideAlways
      aside={
        <Notice icon="info" title={say(words('读进来以后', 'Once read'))}>
          {say(
            words(
              '明细和本行的放在同一本账里，标着“外部”。同一个文件再导入一次不会重复；钱包和它背后的银行卡记的同一笔，只算一次。',
              'The entries stand in the same book, marked as outside. The same file again adds nothing; a payment seen by a wallet and by the card behind it counts once.',
            ),
          )}
        </Notice>
      }
    >
      <label
        className={look(style.drop, over && style.over)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(!stop)
        }}
        onDragLeave={() => {
          setOver(false)
        }}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          if (!stop) void choose([...event.dataTransfer.files])
        }}
      >
        <Icon name="upload" size={36} />
        <strong>
          {say(
            down
              ? words('没有网络，暂不能导入', 'Offline; cannot bring files')
              : busy
                ? words('正在读…', 'Reading…')
                : words('选择账单文件', 'Choose statement files'),
          )}
        </strong>
        <span>
          {say(
            words(
              '支付宝、微信、京东和各家银行导出的 CSV、Excel、ZIP、MT940、OFX、CAMT，可以一次选几个，每个不超过 200 MB',
              'CSV, Excel, ZIP, MT940, OFX or CAMT from Alipay, WeChat, JD and banks; several at once, up to 200 MB each',
            ),
          )}
        </span>
        <input
          type="file"
          multiple
          accept=".csv,.txt,.xls,.xlsx,.zip,.ofx,.qfx,.sta,.mt940,.940,.942,.xml,text/csv"
          disabled={stop}
          onChange={(event) => {
            void choose([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </label>
      {files.map((file) =>
        file.state === 'asked' ? (
          <LookFirst
            key={file.id}
            of={file}
            busy={busy}
            onSay={(said) => void again(file, said)}
            onTake={() => void take(file)}
            onDrop={() => {
              drop(file)
            }}
          />
        ) : (
          <Result key={file.id} of={file} />
        ),
      )}
      <BroughtFiles />
    </Page>
  )
}
