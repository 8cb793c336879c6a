import { useState } from 'react'
import { bookFiles, bookRemoveFile, type BroughtFile } from '@sycee/client'
import { Button, List, ListRow, Section, Sheet, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { forget, useRead } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './bring.module.css'

/** The files that were brought in, each of which can be taken out again. */
export function BroughtFiles() {
  const say = useSay()
  const { down } = useLine()
  const { answer } = useRead(bookFiles, {})
  const [asked, setAsked] = useState<BroughtFile | null>(null)
  if (!answer || answer.files.length === 0) return null
  return (
    <Section title={say(words('导入过的文件', 'Files brought in'))}>
      <List>
        {answer.files.map((file) => (
          <ListRow
            key={file.id}
            tile="file"
            title={file.name}
            caption={captionOf(file, say)}
            more
            disabled={down}
            onPress={() => {
              setAsked(file)
            }}
          />
        ))}
      </List>
      {asked && (
        <Remove
          file={asked}
          onClose={() => {
            setAsked(null)
          }}
        />
      )}
    </Section>
  )
}

function captionOf(file: BroughtFile, say: ReturnType<typeof useSay>): string {
  const day = file.brought_at.slice(0, 10)
  const left =
    file.skipped > 0 ? words(`，${file.skipped} 行没有记`, `, ${file.skipped} not taken`) : words('', '')
  return `${day} · ${say(words(`${file.rows_read} 行`, `${file.rows_read} rows`))}${say(left)}`
}

function Remove({ file, onClose }: { file: BroughtFile; onClose: () => void }) {
  const say = useSay()
  const { run, busy } = useAct(bookRemoveFile)
  const [wrong, setWrong] = useState('')
  const remove = async () => {
    const outcome = await run({ file: file.id })
    if (!outcome) return
    if (outcome.code !== 'ok') {
      setWrong(troubled(outcome))
      return
    }
    forget('book.')
    onClose()
  }
  return (
    <Sheet
      title={say(words('把这个文件移出账本？', 'Take this file out of the book?'))}
      open
      onClose={onClose}
      held={busy}
    >
      <div className={style.file}>
        <p style={{ overflowWrap: 'anywhere' }}>{file.name}</p>
        <p>
          {say(
            words(
              '只有这个文件才有的明细会从账本里移出；别的文件也有的留着。那边的钱和账户不受影响，以后可以再导入。',
              'The entries that only this file has leave the book; those that another file has stay. The money there is not touched, and the file can be brought in again.',
            ),
          )}
        </p>
        {wrong && <p role="alert">{wrong}</p>}
        <Button kind="danger" wide busy={busy} onPress={() => void remove()}>
          {say(words('移出这个文件', 'Take the file out'))}
        </Button>
        <Button kind="quiet" wide disabled={busy} onPress={onClose}>
          {say(words('留着', 'Keep it'))}
        </Button>
      </div>
    </Sheet>
  )
}
