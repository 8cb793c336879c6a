/** What a call can come to. Every own refusal of a capability must be handled or it does not compile. */

/** The facts of a refusal: numbers, words and ids for the screen to build on. */
export type Facts = Readonly<Record<string, unknown>>

export interface Ok<Answer> {
  readonly code: 'ok'
  readonly answer: Answer
}

/** An answer that is a no: a code, words for the person, facts, and the field it is about. */
export interface Refused<Code extends string, F = Facts> {
  readonly code: Code
  readonly say: string
  readonly facts: F
  readonly field: string | null
}

/**
 * Refusals that any call may meet. Three are the client's own: `offline` (nothing was sent),
 * `no_answer` (sent, and nothing is known), `refused` (a code this build does not know).
 */
export type GeneralCode =
  | 'not_signed_in'
  | 'not_found'
  | 'bad_input'
  | 'too_large'
  | 'wrong_type'
  | 'busy'
  | 'bank_unavailable'
  | 'fault'
  | 'key_missing'
  | 'key_reused'
  | 'too_many'
  | 'offline'
  | 'no_answer'
  | 'refused'

export type General = Refused<GeneralCode>

export type Outcome<Answer, Own = never> = Ok<Answer> | Own | General

const GENERAL: readonly string[] = [
  'not_signed_in',
  'not_found',
  'bad_input',
  'too_large',
  'wrong_type',
  'busy',
  'bank_unavailable',
  'fault',
  'key_missing',
  'key_reused',
  'too_many',
  'offline',
  'no_answer',
  'refused',
] satisfies GeneralCode[]

export function isGeneral(code: string): code is GeneralCode {
  return GENERAL.includes(code)
}

/** Close a switch over every outcome: what reaches this was forgotten. */
export function unreachable(forgotten: never): never {
  throw new Error(`unhandled outcome ${JSON.stringify(forgotten)}`)
}
