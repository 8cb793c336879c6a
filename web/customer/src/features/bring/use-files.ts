/** The files on their way: looked at one after the other, taken when their owner says so. */

import { useState } from 'react'
import {
  bookBring,
  bookPreview,
  type BookBringAnswer,
  type BookBringNo,
  type BookPreviewAnswer,
  type Columns,
  type General,
} from '@sycee/client'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { base64 } from './base64'

const LARGEST_BYTES = 10 * 1024 * 1024

/** What is sent of a file: itself, and what was said of it. */
export interface Sent {
  name: string
  content: string
  password?: string
  pointed?: Columns
}

export type InHand = { id: string; name: string } & (
  | { state: 'reading' }
  | { state: 'asked'; sent: Sent; preview: BookPreviewAnswer }
  | { state: 'read'; answer: BookBringAnswer }
  | { state: 'failed'; code: string; line: string }
)
export type Asked = Extract<InHand, { state: 'asked' }>

export function useFiles() {
  const { run } = useAct(bookBring)
  const [files, setFiles] = useState<readonly InHand[]>([])
  const [busy, setBusy] = useState(false)
  const tell = (file: InHand) => {
    setFiles((before) =>
      before.some(({ id }) => id === file.id)
        ? before.map((one) => (one.id === file.id ? file : one))
        : [file, ...before],
    )
  }
  const lookAt = async (id: string, sent: Sent): Promise<void> => {
    const outcome = await bookPreview(sent)
    if (outcome.code === 'ok') tell({ id, name: sent.name, state: 'asked', sent, preview: outcome.answer })
    else tell({ id, name: sent.name, state: 'failed', code: outcome.code, line: lineOf(outcome) })
  }
  const choose = async (chosen: readonly File[]): Promise<void> => {
    setBusy(true)
    for (const file of chosen) {
      const id = `${file.name}/${file.size}/${file.lastModified}`
      if (file.size > LARGEST_BYTES) {
        tell({ id, name: file.name, state: 'failed', code: 'too_large', line: '' })
        continue
      }
      tell({ id, name: file.name, state: 'reading' })
      await lookAt(id, { name: file.name, content: await base64(file) })
    }
    setBusy(false)
  }
  const again = async ({ id, sent }: Asked, said: Partial<Sent>): Promise<void> => {
    setBusy(true)
    await lookAt(id, { ...sent, ...said })
    setBusy(false)
  }
  const take = async ({ id, name, sent }: Asked): Promise<void> => {
    setBusy(true)
    const outcome = await run(sent)
    if (outcome?.code === 'ok') tell({ id, name, state: 'read', answer: outcome.answer })
    else if (outcome) tell({ id, name, state: 'failed', code: outcome.code, line: lineOf(outcome) })
    setBusy(false)
    forget('book.')
  }
  const drop = ({ id }: Asked): void => {
    setFiles((before) => before.filter((one) => one.id !== id))
  }
  return { files, busy, choose, again, take, drop }
}

/** The bank's own sentence where it is about the file. */
function lineOf(outcome: BookBringNo | General): string {
  switch (outcome.code) {
    case 'unreadable_file':
    case 'unclear_file':
    case 'file_locked':
      return outcome.say
    default:
      return troubled(outcome)
  }
}
