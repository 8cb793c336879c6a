/** A large file's way: sent in parts, read by the bank while others work, and looked at meanwhile. */

import {
  bookBringUpload,
  bookProgress,
  bookUpload,
  bookUploadPart,
  newKey,
  type BookProgressAnswer,
  type Columns,
} from '@sycee/client'
import { base64 } from './base64'

const IN_ONE_CALL_BYTES = 2 * 1024 * 1024
const LOCKED_BYTES = 10 * 1024 * 1024
const LOOK_MS = 700

/** How far it is: what is being done, what share of it, and how many rows. */
export interface Going {
  doing: 'sending' | 'waiting' | 'reading' | 'writing'
  share: number
  rows: number
}

/** Whether a file goes in parts. An archive with a password goes in one call: its password is kept nowhere. */
export async function isLarge(file: File): Promise<boolean> {
  if (file.size <= IN_ONE_CALL_BYTES) return false
  const [p, k, , , , , flags = 0] = new Uint8Array(await file.slice(0, 8).arrayBuffer())
  return !(p === 0x50 && k === 0x4b && (flags & 1) === 1 && file.size <= LOCKED_BYTES)
}

/** Send it part by part; the upload's id, or the no that ended it. */
export async function sendInParts(file: File, tell: (going: Going) => void) {
  const begun = await bookUpload({ name: file.name, size: file.size }, newKey())
  if (begun.code !== 'ok') return { upload: null, no: begun }
  const { upload, part_bytes: bytes, parts } = begun.answer
  for (let part = 0; part < parts; part++) {
    tell({ doing: 'sending', share: part / parts, rows: 0 })
    const content = await base64(file.slice(part * bytes, (part + 1) * bytes))
    const sent = await bookUploadPart({ upload, part, content }, newKey())
    if (sent.code !== 'ok') return { upload: null, no: sent }
  }
  return { upload, no: null }
}

/** Have it brought in and see it to its end. */
export async function bringInParts(
  upload: string,
  pointed: Columns | undefined,
  tell: (going: Going) => void,
) {
  const asked = await bookBringUpload({ upload, ...(pointed && { pointed }) }, newKey())
  if (asked.code !== 'ok') return asked
  for (;;) {
    await new Promise((wake) => setTimeout(wake, LOOK_MS))
    const seen = await bookProgress({ upload }, { unasked: true })
    // Nothing is lost while the network is: the bank goes on reading.
    if (seen.code === 'offline' || seen.code === 'no_answer') continue
    if (seen.code !== 'ok' || seen.answer.state === 'done' || seen.answer.state === 'refused') return seen
    tell(goingOf(seen.answer))
  }
}

function goingOf(of: BookProgressAnswer): Going {
  const share =
    of.state === 'writing'
      ? of.rows_written / Math.max(of.rows_read, 1)
      : of.read_bytes / Math.max(of.size, 1)
  const doing = of.state === 'reading' || of.state === 'writing' ? of.state : 'waiting'
  return { doing, share: Math.min(share, 1), rows: of.state === 'writing' ? of.rows_written : of.rows_read }
}
