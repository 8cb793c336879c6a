/** What somebody who joins has typed. It lives in this page alone: a reload forgets it, for it is personal. */

export interface Draft {
  readonly phone: string
  readonly code: string
  readonly name: string
  readonly document: string
  readonly until: string | null
  /** A simulator made the name and number up. */
  readonly simulated: boolean
  readonly password: string
  readonly agree: boolean
}

export const BLANK: Draft = {
  phone: '',
  code: '',
  name: '',
  document: '',
  until: null,
  simulated: false,
  password: '',
  agree: false,
}

export const STEPS = ['phone', 'code', 'papers', 'password'] as const
export type Step = (typeof STEPS)[number]
/** What is wrong, by the field that it is about; `step` under all of them. */
export type Wrong = Partial<
  Record<'phone' | 'code' | 'name' | 'document' | 'password' | 'agree' | 'step', string>
>

export interface Joining {
  readonly draft: Draft
  readonly wrong: Wrong
  readonly change: (change: Partial<Draft>) => void
  readonly refuse: (wrong: Wrong) => void
  /** Go on to a step, or back to one where something is wrong. */
  readonly go: (step: Step) => void
}
