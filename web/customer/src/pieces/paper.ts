/** Files that the bank makes: kept on the device, and their digest computed here. */

import type { PaperFile } from '@sycee/client'

/** Hand a file to the browser to be saved. */
export function saveFile({ name, media, content }: PaperFile): void {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: media }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** SHA-256 of a file, in hex. The file itself goes nowhere. */
export async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
