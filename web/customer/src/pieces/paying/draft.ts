/** What a transfer half made holds; it survives a reload of the tab. */

import type { StepUp } from '@sycee/client'

/** When a transfer is to arrive. */
export type Arrives = 'now' | '2h' | 'next_day'

export interface Draft {
  readonly amount: string
  readonly memo: string
  readonly source: number | null
  readonly target: number | null
  readonly arrives?: Arrives
  /** The bank asked for one more proof of this very transfer. */
  readonly proposal: StepUp | null
}

export const BLANK: Draft = { amount: '', memo: '', source: null, target: null, proposal: null }

/** Changing anything of a transfer lets the proposal of the former one go. */
export function changed(draft: Draft, change: Partial<Draft>): Draft {
  return { ...draft, proposal: null, ...change }
}

export const MEMO_MAX = 60
