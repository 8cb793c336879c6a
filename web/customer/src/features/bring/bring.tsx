import { useState } from 'react'
import { bookBring } from '@sycee/client'
import { Icon, look, Notice, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { base64 } from './base64'
import { Result, type Brought } from './result'
import style from './bring.module.css'

const LARGEST_BYTES = 10 * 1024 * 1024

/** Bring statements of other banks and wallets into the book, and say exactly what was read and what was not. */
export default function Bring() {
  const say = useSay()
  const { down } = useLine()
  const [results, setResults] = useState<readonly Brought[]>([])
  const [over, setOver] = useState(false)
  const { bring, busy } = useBring((result) => {
    setResults((before) => [result, ...before.filter(({ id }) => id !== result.id)])
  })
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
              '明细和本行的放在同一本账里，标着“外部”。同一个文件再导入一次不会重复。',
              'The entries stand in the same book, marked as outside. The same file again adds nothing.',
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
          if (!stop) void bring([...event.dataTransfer.files])
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
              '支付宝、微信、京东和各家银行导出的 CSV，可以一次选几个',
              'CSV from Alipay, WeChat, JD and banks; several at once',
            ),
          )}
        </span>
        <input
          type="file"
          multiple
          accept=".csv,.txt,.xls,.xlsx,text/csv"
          disabled={stop}
          onChange={(event) => {
            void bring([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </label>
      {results.map((result) => (
        <Result key={result.id} of={result} />
      ))}
    </Page>
  )
}

function useBring(tell: (result: Brought) => void) {
  const { run } = useAct(bookBring)
  const [busy, setBusy] = useState(false)
  const one = async (file: File): Promise<void> => {
    const id = `${file.name}/${file.size}/${file.lastModified}`
    if (file.size > LARGEST_BYTES) {
      tell({ id, name: file.name, state: 'failed', code: 'too_large', line: '' })
      return
    }
    tell({ id, name: file.name, state: 'reading' })
    const outcome = await run({ name: file.name, content: await base64(file) })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        tell({ id, name: file.name, state: 'read', answer: outcome.answer })
        return
      case 'unreadable_file':
        tell({ id, name: file.name, state: 'failed', code: outcome.code, line: outcome.say })
        return
      default:
        tell({ id, name: file.name, state: 'failed', code: outcome.code, line: troubled(outcome) })
    }
  }
  const bring = async (files: readonly File[]) => {
    setBusy(true)
    // One after the other: each file's key and answer stay its own.
    for (const file of files) await one(file)
    setBusy(false)
    forget('book.')
  }
  return { bring, busy }
}
