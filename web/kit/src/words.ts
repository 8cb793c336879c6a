/** Every word a person sees, in Chinese and English. */

import { settings, useSettings } from './settings'

export interface Words {
  readonly zh: string
  readonly en: string
}

export function words(zh: string, en: string): Words {
  return { zh, en }
}

export type Say = (words: Words) => string

/** The words in the person's language; for places outside components. */
export const say: Say = (spoken) => spoken[settings().language]

/** The words in the person's language, said anew when it changes. */
export function useSay(): Say {
  return SAYS[useSettings().language]
}

// The same function for the same language, so that it can stand among what a memo depends on.
const SAYS: Readonly<Record<'zh' | 'en', Say>> = { zh: ({ zh }) => zh, en: ({ en }) => en }
