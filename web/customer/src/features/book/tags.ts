/** Tags as the bank takes them: no blanks, no `#` or comma, twenty letters at most, ten of them. */

export const TAGS_MAX = 10
const LETTERS_MAX = 20

export type TagTrouble = 'empty' | 'long' | 'blank' | 'twice' | 'many'

/** A tag as it is kept: without blanks around and without a `#` before it. */
export function tidyTag(typed: string): string {
  return typed.trim().replace(/^[#＃]+/, '')
}

/** What is wrong with one more tag; null where nothing is. */
export function tagTrouble(tag: string, known: readonly string[]): TagTrouble | null {
  if (!tag) return 'empty'
  if (Array.from(tag).length > LETTERS_MAX) return 'long'
  if (/[\s#,]/.test(tag)) return 'blank'
  if (known.includes(tag)) return 'twice'
  return known.length >= TAGS_MAX ? 'many' : null
}
