/** The files on their way: looked at one after the other, taken when their owner says so. */

import { useState } from 'react'
import {
  bookBring,
  bookDropUpload,
  bookPreview,
  newKey,
  type BookBringAnswer,
  type BookBringNo,
  type BookBringUploadNo,
  type BookPreviewAnswer,
  type BookPreviewNo,
  type BookUploadNo,
  type Columns,
  type General,
} from '@sycee/client'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { base64 } from './base64'
import { bringInParts, isLarge, sendInParts, type Going } from './sending'

/** What is sent of a file: itself, or under which id it was sent in parts; and what was said of it. */
export interface Sent {
  name: string
  content?: string
  upload?: string
  password?: string
  pointed?: Columns
}

export type InHand = { id: string; name: string } & (
  | { state: 'reading'; going?: Going }
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
  const send = async (id: string, file: File): Promise<void> => {
    const { upload, no } = await sendInParts(file, (going) => {
      tell({ id, name: file.name, state: 'reading', going })
    })
    if (no === null) await lookAt(id, { name: file.name, upload })
    else tell({ id, name: file.name, state: 'failed', code: no.code, line: lineOf(no) })
  }
  const choose = async (chosen: readonly File[]): Promise<void> => {
    setBusy(true)
    for (const file of chosen) {
      const id = `${file.name}/${file.size}/${file.lastModified}`
      tell({ id, name: file.name, state: 'reading' })
      if (!(await isLarge(file))) await lookAt(id, { name: file.name, content: await base64(file) })
      else await send(id, file)
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
    if (sent.upload) {
      await takeLarge(id, name, sent.upload, sent.pointed)
      return
    }
    const outcome = await run({ ...sent, content: sent.content ?? '' })
    if (outcome?.code === 'ok') tell({ id, name, state: 'read', answer: outcome.answer })
    else if (outcome) tell({ id, name, state: 'failed', code: outcome.code, line: lineOf(outcome) })
    setBusy(false)
    forget('book.')
  }
  const takeLarge = async (id: string, name: string, upload: string, pointed?: Columns): Promise<void> => {
    tell({ id, name, state: 'reading', going: { doing: 'waiting', share: 0, rows: 0 } })
    const outcome = await bringInParts(upload, pointed, (going) => {
      tell({ id, name, state: 'reading', going })
    })
    if (outcome.code !== 'ok') tell({ id, name, state: 'failed', code: outcome.code, line: lineOf(outcome) })
    else if (outcome.answer.brought) tell({ id, name, state: 'read', answer: outcome.answer.brought })
    else {
      const { code = '', say: line = '' } = outcome.answer.refused ?? {}
      tell({ id, name, state: 'failed', code, line })
    }
    setBusy(false)
    forget('book.')
  }
  const drop = ({ id, sent }: Asked): void => {
    if (sent.upload) void bookDropUpload({ upload: sent.upload }, newKey())
    setFiles((before) => before.filter((one) => one.id !== id))
  }
  return { files, busy, choose, again, take, drop }
}

/** The bank's own sentence where it is about the file. */
function lineOf(outcome: BookBringNo | BookBringUploadNo | BookUploadNo | BookPreviewNo | General): string {
  switch (outcome.code) {
    case 'file_too_large':
    case 'not_all_here':
    case 'upload_under_way':
    case 'unreadable_file':
    case 'unclear_file':
    case 'file_locked':
      return outcome.say
    default:
      return troubled(outcome)
  }
}
